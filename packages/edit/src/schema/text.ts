import { Type, type Static } from 'typebox';
import { documentLimits } from '../limits.ts';
import { Colour, DurationTicks, KindName, LengthTicks, LocalId, OffsetTicks, closed } from './scalars.ts';
import { Tiles, common, visual } from './visual.ts';

const size = (description: string, maximum = 1) =>
  Type.Optional(Type.Number({ minimum: 0, maximum, description }));

/** How text looks. Lengths are in heights of the canvas, so that the same text fits every size of it. */
export const TextStyle = closed(
  {
    font: Type.Optional({ ...LocalId, description: 'A font of the assets; absent: the installation’s' }),
    size: size('Of the font, in heights of the canvas; default 0.05'),
    weight: Type.Optional(Type.Integer({ minimum: 100, maximum: 900, description: 'Default 400' })),
    italic: Type.Optional(Type.Boolean()),
    underlined: Type.Optional(Type.Boolean()),
    colour: Type.Optional({ ...Colour, description: 'Default #ffffff' }),
    gradient: Type.Optional(
      closed({
        from: Colour,
        to: Colour,
        angle: Type.Number({
          minimum: 0,
          maximum: 360,
          description: 'Degrees; 0 from left to right, clockwise',
        }),
      }),
    ),
    stroke: Type.Optional(
      closed({ colour: Colour, width: Type.Number({ minimum: 0, maximum: 0.1 }) }, 'Around the glyphs'),
    ),
    shadow: Type.Optional(
      closed({
        colour: Colour,
        x: Type.Number({ minimum: -0.2, maximum: 0.2 }),
        y: Type.Number({ minimum: -0.2, maximum: 0.2 }),
        blur: Type.Number({ minimum: 0, maximum: 0.2 }),
      }),
    ),
    glow: Type.Optional(closed({ colour: Colour, blur: Type.Number({ minimum: 0, maximum: 0.2 }) })),
    box: Type.Optional(
      closed(
        {
          colour: Colour,
          padding: Type.Number({ minimum: 0, maximum: 0.2 }),
          radius: Type.Number({ minimum: 0, maximum: 0.2 }),
        },
        'Behind the lines',
      ),
    ),
    letterSpacing: Type.Optional(Type.Number({ minimum: -0.1, maximum: 0.5 })),
    lineHeight: size('In sizes of the font; default 1.3', 4),
  },
  'How text looks; lengths are in heights of the canvas',
);

/** How text looks. */
export type TextStyle = Static<typeof TextStyle>;

const paragraph = {
  style: Type.Optional({ ...LocalId, description: 'An entry of `styles`; absent: the defaults' }),
  align: Type.Optional(
    Type.Union([Type.Literal('start'), Type.Literal('centre'), Type.Literal('end')], { default: 'centre' }),
  ),
  isVertical: Type.Optional(
    Type.Boolean({
      description:
        'Lines run from top to bottom, from right to left: they are broken at `height`, and `width` is that of their block',
    }),
  ),
  width: size('Where lines are broken, in widths of the canvas; absent: only where the text says'),
  height: size('Where text ends, in heights of the canvas; absent: nowhere'),
  fitsBox: Type.Optional(
    Type.Boolean({
      description:
        'Type is made smaller until it fits width and height, or nine tenths of the canvas where these are absent; and the text stays within the picture wherever it is placed, as far as it has room',
    }),
  ),
};

/** A text on the picture. */
export const Text = closed(
  {
    kind: Type.Literal('text'),
    ...common,
    runs: Type.Array(
      closed({
        text: Type.String({ maxLength: documentLimits.characters }),
        look: Type.Optional({ ...TextStyle, description: 'What differs from the style' }),
      }),
      { minItems: 1, maxItems: documentLimits.runsOfText },
    ),
    ...paragraph,
    reveal: Type.Optional(
      closed(
        {
          unit: Type.Union([Type.Literal('glyph'), Type.Literal('word'), Type.Literal('line')]),
          preset: KindName,
          duration: DurationTicks,
          stagger: DurationTicks,
          beyond: Type.Optional({
            ...LengthTicks,
            description: 'How much of it lies before the item, cut off when the item was split; default 0',
          }),
        },
        'One unit after the other appears',
      ),
    ),
    tiles: Type.Optional(Tiles),
    ...visual,
  },
  'A text on the picture',
);

/** A text on the picture. */
export type Text = Static<typeof Text>;

/** Spoken words with their times. */
export const Caption = closed(
  {
    kind: Type.Literal('caption'),
    ...common,
    words: Type.Array(
      closed({
        text: Type.String({ minLength: 1, maxLength: 500 }),
        at: OffsetTicks,
        duration: DurationTicks,
      }),
      { minItems: 1, maxItems: documentLimits.wordsOfCaption, description: 'In the order of their times' },
    ),
    clip: Type.Optional({
      ...LocalId,
      description: 'The clip in which it is spoken: moves of the clip move the caption',
    }),
    highlight: Type.Optional(
      Type.Union([Type.Literal('none'), Type.Literal('word'), Type.Literal('sung')], {
        description: 'word: the one that is spoken; sung: all that were; default none',
        default: 'none',
      }),
    ),
    highlightColour: Type.Optional(Colour),
    ...paragraph,
    ...visual,
  },
  'Spoken words with their times',
);

/** Spoken words with their times. */
export type Caption = Static<typeof Caption>;
