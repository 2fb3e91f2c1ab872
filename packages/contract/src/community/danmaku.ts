import { Type, type Static } from 'typebox';
import { Id, ListQuery, Timestamp } from '../scalars.ts';
import {
  danmakuColours,
  danmakuLength,
  danmakuModes,
  danmakuWindowMs,
  mostDanmakuOfWindow,
} from './danmaku-limits.ts';

/** How one crosses the picture, or stands on it. */
export const DanmakuMode = Type.Enum(danmakuModes);

/** Its colour, of a small set. */
export const DanmakuColour = Type.Enum(danmakuColours);

/** Something that was said at a moment of a video. */
export const Danmaku = Type.Object({
  id: Id,
  videoId: Id,
  authorId: Id,
  atMs: Type.Integer({ description: 'The moment of the video at which it appears' }),
  body: Type.String(),
  mode: DanmakuMode,
  colour: DanmakuColour,
  state: Type.Union([Type.Literal('shown'), Type.Literal('held')], {
    description: 'held: only who decides about it is told of it',
  }),
  createdAt: Timestamp,
});

/** Query of `GET /videos/{id}/danmaku`. */
export const DanmakuQuery = Type.Object(
  {
    ...ListQuery.properties,
    window: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 86_400_000 / danmakuWindowMs,
        description: `Which window of ${danmakuWindowMs} ms, from 0; the newest ${mostDanmakuOfWindow} of it. Absent: the first`,
      }),
    ),
    state: Type.Optional(
      Type.Literal('held', {
        description:
          'Those of all windows that wait for a word, for who decides about them, the newest first',
      }),
    ),
  },
  { additionalProperties: false },
);

/** Body of `POST /videos/{id}/danmaku`. */
export const CreateDanmakuBody = Type.Object(
  {
    atMs: Type.Integer({ minimum: 0, maximum: 86_400_000 }),
    body: Type.String({ minLength: danmakuLength.min, maxLength: danmakuLength.max, pattern: '\\S' }),
    mode: Type.Optional(DanmakuMode),
    colour: Type.Optional(DanmakuColour),
  },
  { additionalProperties: false },
);

/** How one crosses the picture, or stands on it. */
export type DanmakuMode = Static<typeof DanmakuMode>;
/** Its colour, of a small set. */
export type DanmakuColour = Static<typeof DanmakuColour>;
/** Something that was said at a moment of a video. */
export type Danmaku = Static<typeof Danmaku>;
/** Body of `POST /videos/{id}/danmaku`. */
export type CreateDanmakuBody = Static<typeof CreateDanmakuBody>;
