import { Type } from 'typebox';
import { nullable } from '../scalars.ts';

/** A picture that somebody has sent and that nobody sees yet. */
export const SentPicture = Type.Object({
  state: Type.Union([Type.Literal('waiting'), Type.Literal('failed')], {
    description: 'waiting: it will be shown shortly; failed: it will not, and the one before is still shown',
  }),
  failureCode: nullable(Type.String(), 'Why it could not be made an avatar; null while it waits'),
});
