import { Type, type Static } from 'typebox';
import { Timestamp } from '../scalars.ts';
import { Video } from '../videos/shapes.ts';

/** Body of `PUT /videos/{id}/position`. */
export const PositionBody = Type.Object(
  {
    positionMs: Type.Integer({ minimum: 0, maximum: 86_400_000 }),
    hasEnded: Type.Optional(
      Type.Boolean({ description: 'Whether it has just been watched to its end. Absent: it has not' }),
    ),
  },
  { additionalProperties: false },
);

/** Whether what I watch is kept. */
export const HistorySettings = Type.Object({ isKept: Type.Boolean() }, { additionalProperties: false });

/** A video that I have watched. */
export const Watched = Type.Object({
  video: Video,
  positionMs: Type.Integer({ description: 'How far I was' }),
  watchedAt: Timestamp,
});

/** A video that I have watched. */
export type Watched = Static<typeof Watched>;
