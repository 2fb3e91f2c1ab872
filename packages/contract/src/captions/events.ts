import { Type } from 'typebox';
import { nullable } from '../scalars.ts';

/** What happens to the captions of a video, which is the event's subject. */
export const captionsEvents = {
  'captions.changed': Type.Object({
    language: Type.String(),
    revision: nullable(Type.Integer(), 'What they are now; null: they are gone'),
  }),
} as const;
