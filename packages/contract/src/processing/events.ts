import { Type } from 'typebox';
import { Id } from '../scalars.ts';

/** What happens in processing. */
export const processingEvents = {
  'job.dead': Type.Object({
    assetId: Id,
    code: Type.String({ description: 'Code of the catalogue that says why' }),
  }),
} as const;
