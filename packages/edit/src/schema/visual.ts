import { Type, type Static } from 'typebox';
import { documentLimits } from '../limits.ts';
import { DurationTicks, KindName, LengthTicks, LocalId, closed } from './scalars.ts';
import { Parameters, animatable } from './key-frames.ts';

const position = (description: string) => Type.Optional(animatable(-10, 10, description));

/** Where an item's picture lies on the canvas. */
export const Transform = closed(
  {
    x: position('Of the anchor, in widths of the canvas from its left; default 0.5'),
    y: position('Of the anchor, in heights of the canvas from its top; default 0.5'),
    scaleX: position('Of the picture as `fit` lays it; below 0 mirrored; default 1'),
    scaleY: position('Of the picture as `fit` lays it; below 0 mirrored; default 1'),
    rotate: Type.Optional(animatable(-36_000, 36_000, 'Degrees, clockwise; default 0')),
    anchorX: position('The point that is placed and turned about, in widths of the picture; default 0.5'),
    anchorY: position('The point that is placed and turned about, in heights of the picture; default 0.5'),
  },
  'Where the picture lies on the canvas',
);

const share = (description: string) => Type.Optional(animatable(0, 1, description));

/** What is cut off a source's edges. */
export const Crop = closed(
  {
    left: share('Share of the width; default 0'),
    top: share('Share of the height; default 0'),
    right: share('Share of the width; default 0'),
    bottom: share('Share of the height; default 0'),
  },
  'What is cut off the edges of the source, before `fit`',
);

/** How a picture of another shape is laid on the canvas. */
export const Fit = Type.Union(
  [Type.Literal('contain'), Type.Literal('cover'), Type.Literal('blur'), Type.Literal('none')],
  {
    description:
      'contain: whole, with bars; cover: full, with edges lost; blur: whole, over a blurred copy that covers; none: pixel by pixel',
    default: 'contain',
  },
);

const blends = [
  ...(['normal', 'multiply', 'screen', 'overlay', 'darken', 'lighten', 'dodge', 'burn'] as const),
  ...(['hardLight', 'softLight', 'difference', 'exclusion', 'add', 'subtract'] as const),
] as const;

/** How a layer's colours meet those below. */
export const Blend = Type.Enum(blends, {
  description: 'As the W3C’s Compositing and Blending defines them; add and subtract clip; default normal',
});

/** What part of a layer is seen. */
export const Mask = closed(
  {
    kind: Type.Union([
      Type.Literal('rectangle'),
      Type.Literal('ellipse'),
      Type.Literal('linear'),
      Type.Literal('mirror'),
      Type.Literal('star'),
      Type.Literal('path'),
    ]),
    x: position('Centre, in widths of the picture; default 0.5'),
    y: position('Centre, in heights of the picture; default 0.5'),
    width: position('In widths of the picture; default 1'),
    height: position('In heights of the picture; default 1'),
    rotate: Type.Optional(animatable(-36_000, 36_000, 'Degrees, clockwise; default 0')),
    feather: share('Width of the soft edge in heights of the picture; default 0'),
    radius: share('Of rounded corners, as a share of the shorter side; default 0'),
    inverted: Type.Optional(Type.Boolean()),
    points: Type.Optional(
      Type.Array(
        Type.Tuple([Type.Number({ minimum: -10, maximum: 10 }), Type.Number({ minimum: -10, maximum: 10 })]),
        {
          minItems: 3,
          maxItems: documentLimits.pathPoints,
          description: 'Corners of a path, relative to the mask’s box: 0, 0 is its top left',
        },
      ),
    ),
  },
  'What part of the picture is seen: of a linear mask what lies above a line through its centre, of a mirror what lies between two lines as far apart as it is high',
);

/** A change of a picture's colours or shape. */
export const Effect = closed(
  {
    kind: KindName,
    version: Type.Integer({ minimum: 1, maximum: 1000, description: 'Of the formula' }),
    params: Parameters,
    disabled: Type.Optional(Type.Boolean()),
  },
  'A change of the picture; an unknown kind is kept and draws nothing',
);

/** A change of a picture's colours or shape. */
export type Effect = Static<typeof Effect>;

const edge = (description: string) =>
  Type.Optional(
    closed(
      {
        preset: KindName,
        duration: DurationTicks,
        beyond: Type.Optional({
          ...LengthTicks,
          description: 'How much of it lies outside the item, cut off when the item was split; default 0',
        }),
      },
      description,
    ),
  );

/** How an item comes, goes and moves meanwhile. */
export const Animation = closed({
  in: edge('From the start of the item'),
  out: edge('Up to the end of the item'),
  loop: Type.Optional(
    closed({
      preset: KindName,
      period: DurationTicks,
      phase: Type.Optional({
        ...LengthTicks,
        description: 'How far it is at the start of the item; default 0',
      }),
    }),
  ),
});

const gap = (description: string) => Type.Optional(Type.Number({ minimum: 0, maximum: 2, description }));

/** How an item's picture is repeated. */
export const Tiles = closed(
  {
    gapX: gap('Between two beside each other, in widths of the canvas; default 0.1'),
    gapY: gap('Between two below each other, in heights of the canvas; default 0.1'),
    staggered: Type.Optional(Type.Boolean({ description: 'Every other row is moved by half a step' })),
  },
  'The picture is repeated over the whole canvas, in rows that are turned and made larger with it; its own place is that of one of them',
);

/** How an item's picture is repeated. */
export type Tiles = Static<typeof Tiles>;

/** What all items with a place in time share. */
export const common = {
  id: LocalId,
  start: Type.Integer({
    minimum: 0,
    maximum: documentLimits.durationTicks,
    description: 'Ticks (1/705 600 000 s) from the beginning of the timeline',
  }),
  duration: DurationTicks,
  name: Type.Optional(Type.String({ maxLength: 100 })),
  disabled: Type.Optional(Type.Boolean({ description: 'Neither seen nor heard, and keeps its place' })),
};

/** What all items share that are seen. */
export const visual = {
  transform: Type.Optional(Transform),
  opacity: Type.Optional(animatable(0, 1, 'Default 1')),
  blend: Type.Optional(Blend),
  mask: Type.Optional(Mask),
  effects: Type.Optional(Type.Array(Effect, { maxItems: documentLimits.effectsOfItem })),
  animation: Type.Optional(Animation),
};
