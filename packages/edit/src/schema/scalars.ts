import { Type, type Static, type TProperties, type TObject } from 'typebox';
import { documentLimits } from '../limits.ts';

/** An object whose fields are all known. */
export function closed<T extends TProperties>(fields: T, description?: string): TObject<T> {
  return Type.Object(fields, {
    additionalProperties: false,
    ...(description !== undefined && { description }),
  });
}

/** An id within the document. */
export const LocalId = Type.String({
  pattern: '^[0-9A-Za-z][0-9A-Za-z_-]{0,39}$',
  description: 'An id within the document',
});

/** The name of a kind, a preset, a parameter. */
export const KindName = Type.String({ pattern: '^[a-z][0-9A-Za-z-]{0,39}$' });

/** The name of a kind that is none of these. */
export function otherKind(known: object) {
  return Type.String({ pattern: `^(?!(?:${Object.keys(known).join('|')})$)[a-z][0-9A-Za-z-]{0,39}$` });
}

/** What people call a track or a marker. */
export const Label = Type.String({ maxLength: 100 });

/** A point on the timeline. */
export const TimelineTicks = Type.Integer({
  minimum: 0,
  maximum: documentLimits.durationTicks,
  description: 'Ticks (1/705 600 000 s) from the beginning of the timeline',
});

/** A length on the timeline. */
export const DurationTicks = Type.Integer({
  minimum: 1,
  maximum: documentLimits.durationTicks,
  description: 'Ticks (1/705 600 000 s)',
});

/** A length that may be none. */
export const LengthTicks = Type.Integer({
  minimum: 0,
  maximum: documentLimits.durationTicks,
  description: 'Ticks (1/705 600 000 s)',
});

/** A distance from an item's start, before it or after. */
export const OffsetTicks = Type.Integer({
  minimum: -documentLimits.durationTicks,
  maximum: documentLimits.durationTicks,
  description: 'Ticks (1/705 600 000 s) from the start of the item; negative before it',
});

/** A point within a source. */
export const SourceTicks = Type.Integer({
  minimum: 0,
  maximum: documentLimits.sourceTicks,
  description: 'Ticks (1/705 600 000 s) from the beginning of the source',
});

/** Frames per second. */
export const FrameRate = closed(
  {
    num: Type.Integer({ minimum: 1, maximum: 120_000 }),
    den: Type.Integer({ minimum: 1, maximum: 1001 }),
  },
  'Frames per second as a fraction; a frame must be a whole number of ticks',
);

/** A colour. */
export const Colour = Type.String({
  pattern: '^#[0-9a-f]{6}([0-9a-f]{2})?$',
  description: 'sRGB as #rrggbb or #rrggbbaa, in lower case',
});

/** Free data of others, which we keep and never read. */
export const Extension = Type.Record(
  Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$' }),
  Type.Unknown(),
  {
    maxProperties: 32,
    additionalProperties: false,
    description: 'Data of other programs by their name: kept, and without influence on any picture',
  },
);

/** Free data of others. */
export type Extension = Static<typeof Extension>;
