import { Type, type Static } from 'typebox';
import { Failure } from '../processing/shapes.ts';
import { Id, nullable, Timestamp } from '../scalars.ts';
import { takeLimits } from './take-limits.ts';

/** What `joinTakes` takes. */
export const JoinTakesBody = Type.Object(
  {
    assetIds: Type.Array(Id, {
      minItems: takeLimits.count.min,
      maxItems: takeLimits.count.max,
      description: 'One’s own assets whose bytes have arrived, in the order in which they are seen',
    }),
  },
  { additionalProperties: false },
);

/** Answer of `joinTakes`. */
export const JoinedAsset = Type.Object({
  assetId: Type.String({ description: 'What is published as a video, also before it is made' }),
});

/** Takes that are, or will be, one asset. */
export const JoinedTakes = Type.Object({
  assetId: Id,
  takes: Type.Array(Id, { description: 'Assets that it is made of, in order; they may be gone' }),
  state: Type.Union([
    Type.Literal('joining'),
    Type.Literal('processing'),
    Type.Literal('ready'),
    Type.Literal('failed'),
  ]),
  progress: Type.Number({ minimum: 0, maximum: 1, description: 'Of the joining' }),
  failure: nullable(Failure, 'Why it failed; null: it has not'),
  failedTake: nullable(
    Type.Integer({ minimum: 1 }),
    'Which take is at fault, from 1; null: none, or it did not fail',
  ),
  createdAt: Timestamp,
});

/** Takes that are, or will be, one asset. */
export type JoinedTakes = Static<typeof JoinedTakes>;
