import { Type, type Static } from 'typebox';
import { documentLimits } from '../limits.ts';
import { DurationTicks, LengthTicks, LocalId, OffsetTicks, SourceTicks, closed } from './scalars.ts';
import { animatable } from './key-frames.ts';
import { Crop, Fit, common, visual } from './visual.ts';

/** Source time that passes in one tick of the timeline. */
export const Speed = closed(
  {
    num: Type.Integer({ minimum: 1, maximum: 1000 }),
    den: Type.Integer({ minimum: 1, maximum: 1000 }),
  },
  'Ticks of the source for each tick of the timeline, as a fraction from 1/10 to 10',
);

/** Source time that passes in one tick of the timeline. */
export type Speed = Static<typeof Speed>;

const offset = Type.Optional({
  ...OffsetTicks,
  minimum: -documentLimits.sourceTicks,
  maximum: documentLimits.sourceTicks,
  description:
    'Where in the time of the speed the clip begins: after a split or a trim of the head, what lies before it; default 0',
});
const reversed = Type.Optional(
  Type.Boolean({ description: 'The source runs backwards from `sourceIn`, which is then the late end' }),
);
const keepsPitch = Type.Optional(Type.Boolean({ description: 'Default true' }));

/** How the time of the source passes under a clip. */
export const Retime = Type.Union(
  [
    closed({ kind: Type.Literal('constant'), speed: Speed, offset, reversed, keepsPitch }),
    closed({
      kind: Type.Literal('curve'),
      points: Type.Array(closed({ at: LengthTicks, speed: Speed }), {
        minItems: 2,
        maxItems: documentLimits.speedPoints,
        description:
          'In the order of their times, the first at 0. Speed changes evenly from one to the next, and is kept before the first and after the last',
      }),
      offset,
      reversed,
      keepsPitch,
    }),
    closed({ kind: Type.Literal('freeze') }, 'The frame at `sourceIn`, without sound'),
  ],
  { description: 'How the time of the source passes; absent: as that of the timeline' },
);

/** How the time of the source passes under a clip. */
export type Retime = Static<typeof Retime>;

/** How loudness rises or falls at an end of a clip. */
export const Fade = closed({
  duration: DurationTicks,
  curve: Type.Union(
    [
      Type.Literal('linear'),
      Type.Literal('equalPower'),
      Type.Literal('smooth'),
      Type.Literal('exponential'),
      Type.Literal('logarithmic'),
      Type.Literal('cubic'),
    ],
    { description: 'Of the amplitude' },
  ),
  beyond: Type.Optional({
    ...LengthTicks,
    description: 'How much of it lies outside the clip, cut off when the clip was split; default 0',
  }),
});

/** How loudness rises or falls at an end of a clip. */
export type Fade = Static<typeof Fade>;

/** The sound of a clip. */
export const Sound = closed({
  muted: Type.Optional(Type.Boolean()),
  gain: Type.Optional(animatable(-96, 24, 'Decibels; -96 and below is silence; default 0')),
  pan: Type.Optional(animatable(-1, 1, 'From left, -1, to right, 1; default 0')),
  pitch: Type.Optional(Type.Number({ minimum: -24, maximum: 24, description: 'Semitones; default 0' })),
  denoise: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'Strength; default 0' })),
  fadeIn: Type.Optional(Fade),
  fadeOut: Type.Optional(Fade),
});

/** The sound of a clip. */
export type Sound = Static<typeof Sound>;

/** A piece of a video or of sound. */
export const Clip = closed(
  {
    kind: Type.Literal('clip'),
    ...common,
    asset: LocalId,
    sourceIn: {
      ...SourceTicks,
      description: 'The in point: where in the source the clip begins to play, in ticks (1/705 600 000 s)',
    },
    retime: Type.Optional(Retime),
    sound: Type.Optional(Sound),
    fit: Type.Optional(Fit),
    crop: Type.Optional(Crop),
    ...visual,
  },
  'A piece of a video, seen and heard; on an audio track heard only',
);

/** A piece of a video or of sound. */
export type Clip = Static<typeof Clip>;
