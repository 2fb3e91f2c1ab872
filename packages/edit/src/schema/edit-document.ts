import { Type, type Static } from 'typebox';
import { documentLimits } from '../limits.ts';
import { Asset } from './asset.ts';
import { Item } from './item.ts';
import { TextStyle } from './text.ts';
import { Track } from './track.ts';
import {
  Colour,
  DurationTicks,
  Extension,
  FrameRate,
  Label,
  LocalId,
  TimelineTicks,
  closed,
} from './scalars.ts';

/** The picture that all is laid on. */
export const Canvas = closed({
  widthPx: Type.Integer({ minimum: 16, maximum: 4096, multipleOf: 2 }),
  heightPx: Type.Integer({ minimum: 16, maximum: 4096, multipleOf: 2 }),
  background: Type.Optional({ ...Colour, description: 'Below all layers; default #000000' }),
});

/** Lowers some tracks while others are heard. */
export const DuckingRule = closed({
  under: Type.Array(LocalId, {
    minItems: 1,
    maxItems: documentLimits.tracks,
    description: 'Tracks with voice',
  }),
  duck: Type.Array(LocalId, {
    minItems: 1,
    maxItems: documentLimits.tracks,
    description: 'Tracks that give way',
  }),
  gain: Type.Number({ minimum: -60, maximum: 0, description: 'Decibels while the voice is heard' }),
  attack: { ...DurationTicks, description: 'From full to lowered, before the voice begins' },
  release: { ...DurationTicks, description: 'From lowered to full, after the voice has ended' },
});

/** The mix of all sound. */
export const Mix = closed({
  loudness: Type.Optional(
    Type.Union([Type.Number({ minimum: -40, maximum: -5 }), Type.Null()], {
      description: 'Integrated loudness in LUFS; null: as it comes; default -16',
    }),
  ),
  truePeak: Type.Optional(
    Type.Number({ minimum: -9, maximum: 0, description: 'dBTP at most; default -1.5' }),
  ),
  ducking: Type.Optional(Type.Array(DuckingRule, { maxItems: documentLimits.duckingRules })),
});

/** The picture that the video is shown by. */
export const Cover = closed({
  from: Type.Union([
    closed({ kind: Type.Literal('frame'), at: TimelineTicks }),
    closed({ kind: Type.Literal('image'), asset: LocalId }),
  ]),
  items: Type.Optional(
    Type.Array(Item, {
      maxItems: documentLimits.items,
      description: 'Laid over it, bottom to top, as they are at their start',
    }),
  ),
});

/** A place that whoever uses the template fills. */
export const Slot = closed({
  id: LocalId,
  item: { ...LocalId, description: 'The item that is filled' },
  label: Type.Optional(Label),
  accepts: Type.Array(Type.Union([Type.Literal('video'), Type.Literal('image'), Type.Literal('text')]), {
    minItems: 1,
    maxItems: 3,
    uniqueItems: true,
  }),
  minDuration: Type.Optional({
    ...DurationTicks,
    description: 'That a source must last; default: the item’s',
  }),
  maxCharacters: Type.Optional(
    Type.Integer({ minimum: 1, maximum: documentLimits.characters, description: 'Of a text' }),
  ),
});

/** Something to find again on the timeline. */
export const Marker = closed({
  id: LocalId,
  at: TimelineTicks,
  duration: Type.Optional(DurationTicks),
  label: Type.Optional(Label),
  colour: Type.Optional(Colour),
});

/** What is edited, as data. */
export const EditDocument = Type.Object(
  {
    schema: Type.Literal('weireel.edit'),
    version: Type.Literal(1),
    canvas: Canvas,
    fps: FrameRate,
    assets: Type.Record(LocalId, Asset, {
      maxProperties: documentLimits.assets,
      additionalProperties: false,
    }),
    styles: Type.Record(LocalId, TextStyle, {
      maxProperties: documentLimits.styles,
      additionalProperties: false,
    }),
    tracks: Type.Array(Track, { maxItems: documentLimits.tracks, description: 'Bottom to top' }),
    mix: Type.Optional(Mix),
    cover: Type.Optional(Cover),
    template: Type.Optional(
      closed({ slots: Type.Array(Slot, { maxItems: documentLimits.slots }) }, 'What others may fill'),
    ),
    markers: Type.Optional(
      Type.Array(Marker, {
        minItems: 1,
        maxItems: documentLimits.markers,
        description: 'In the order of their times, those of one time in that of their ids',
      }),
    ),
    meta: Type.Optional(
      closed({ title: Type.Optional(Type.String({ maxLength: 100 })), ext: Type.Optional(Extension) }),
    ),
  },
  {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Weireel edit document',
    description:
      'Times are ticks of 1/705 600 000 s. Frame n of the output shows the timeline at n × the ticks of a frame.',
    additionalProperties: false,
  },
);

/** A place that whoever uses the template fills. */
export type Slot = Static<typeof Slot>;
/** Something to find again on the timeline. */
export type Marker = Static<typeof Marker>;
/** Lowers some tracks while others are heard. */
export type DuckingRule = Static<typeof DuckingRule>;
/** The picture that all is laid on. */
export type Canvas = Static<typeof Canvas>;
