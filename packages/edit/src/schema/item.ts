import { Type, type Static } from 'typebox';
import { Colour, DurationTicks, LocalId, closed, otherKind } from './scalars.ts';
import { animatable } from './key-frames.ts';
import { Clip } from './clip.ts';
import { Caption, Text } from './text.ts';
import { Crop, Effect, Fit, Tiles, common, visual } from './visual.ts';
import { documentLimits } from '../limits.ts';

/** A still picture. */
export const Image = closed(
  {
    kind: Type.Literal('image'),
    ...common,
    asset: LocalId,
    fit: Type.Optional(Fit),
    crop: Type.Optional(Crop),
    ...visual,
  },
  'A still picture',
);

/** A small picture, still or moving. */
export const Sticker = closed(
  {
    kind: Type.Literal('sticker'),
    ...common,
    asset: LocalId,
    width: Type.Number({ minimum: 0.001, maximum: 10, description: 'In widths of the canvas' }),
    phase: Type.Optional({
      ...DurationTicks,
      minimum: 0,
      description: 'How far its motion is at the start; default 0',
    }),
    playsOnce: Type.Optional(Type.Boolean({ description: 'Stops at its last frame; absent: begins again' })),
    tiles: Type.Optional(Tiles),
    ...visual,
  },
  'A small picture, still (PNG, WebP) or moving (GIF, WebP, APNG, Lottie)',
);

/** A shape of one colour. */
export const Shape = closed(
  {
    kind: Type.Literal('shape'),
    ...common,
    shape: Type.Union([Type.Literal('rectangle'), Type.Literal('ellipse'), Type.Literal('star')]),
    width: animatable(0, 10, 'In widths of the canvas'),
    height: animatable(0, 10, 'In heights of the canvas'),
    radius: Type.Optional(animatable(0, 1, 'Of rounded corners, as a share of the shorter side; default 0')),
    fill: Type.Optional(Colour),
    stroke: Type.Optional(
      closed({
        colour: Colour,
        width: Type.Number({ minimum: 0, maximum: 1, description: 'In heights of the canvas' }),
      }),
    ),
    ...visual,
  },
  'A shape of one colour',
);

/** Effects on everything below. */
export const Adjust = closed(
  {
    kind: Type.Literal('adjust'),
    ...common,
    opacity: visual.opacity,
    mask: visual.mask,
    effects: Type.Array(Effect, { minItems: 1, maxItems: documentLimits.effectsOfItem }),
  },
  'Effects on all that lies below',
);

/** Kinds of items that we know, with the schema of each. */
const itemSchemas = {
  clip: Clip,
  image: Image,
  text: Text,
  sticker: Sticker,
  shape: Shape,
  caption: Caption,
  adjust: Adjust,
};

/** What a newer program has put here: it keeps its place, survives a save, and draws nothing. */
export const UnknownItem = Type.Object(
  {
    kind: otherKind(itemSchemas),
    ...common,
  },
  { additionalProperties: true, description: 'Of a newer program: kept as it is, draws nothing' },
);

/** Something with a place on a track. */
export const Item = Type.Union([Clip, Image, Text, Sticker, Shape, Caption, Adjust, UnknownItem]);

/** A still picture. */
export type Image = Static<typeof Image>;
/** A small picture, still or moving. */
export type Sticker = Static<typeof Sticker>;
/** A shape of one colour. */
export type Shape = Static<typeof Shape>;
/** Effects on everything below. */
export type Adjust = Static<typeof Adjust>;
/** An item of a kind that we do not know. */
export type UnknownItem = Static<typeof UnknownItem>;
