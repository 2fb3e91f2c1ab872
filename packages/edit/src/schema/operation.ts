import { Type, type Static } from 'typebox';
import { documentLimits } from '../limits.ts';
import { Asset } from './asset.ts';
import { Retime } from './clip.ts';
import { Marker } from './edit-document.ts';
import { Item } from './item.ts';
import { Easing } from './key-frames.ts';
import { LocalId, OffsetTicks, TimelineTicks, closed } from './scalars.ts';
import { TextStyle } from './text.ts';
import { Track, Transition } from './track.ts';

const item = LocalId;
const ripple = Type.Optional(
  Type.Boolean({ description: 'What comes later on the track moves with it; default: all else stays' }),
);
const by = OffsetTicks;
const field = Type.String({ minLength: 1, maxLength: 40 });
const value = Type.Unknown({ description: 'null: the field is removed' });
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()], { description: 'null: it is removed' });

/** A field of a document that is set as a whole. */
export const DocumentField = Type.Union([
  Type.Literal('canvas'),
  Type.Literal('fps'),
  Type.Literal('mix'),
  Type.Literal('cover'),
  Type.Literal('template'),
  Type.Literal('meta'),
]);

/** One cell of a document before and after a change. */
export const Change = closed({
  cell: Type.String({ minLength: 1, maxLength: 200 }),
  from: Type.Optional(Type.Unknown({ description: 'Absent: the cell was not there' })),
  to: Type.Optional(Type.Unknown({ description: 'Absent: the cell is no more' })),
});

/**
 * One edit. It names things by their ids and says by how much, so that it means the same after somebody else’s edit.
 */
export const Operation = Type.Union([
  closed({ kind: Type.Literal('insert'), track: LocalId, item: Item, ripple }),
  closed({ kind: Type.Literal('delete'), item, ripple }),
  closed({ kind: Type.Literal('move'), item, start: TimelineTicks, track: Type.Optional(LocalId) }),
  closed(
    { kind: Type.Literal('reorder'), item, before: nullable(LocalId) },
    'Among the items of its track, which close up and make room; `before` null: after the last',
  ),
  closed(
    { kind: Type.Literal('trimIn'), item, by, ripple },
    'The head begins later (earlier where negative)',
  ),
  closed({ kind: Type.Literal('trimOut'), item, by, ripple }, 'The tail ends later (earlier where negative)'),
  closed(
    { kind: Type.Literal('slip'), item, by },
    'Another part of the source, so much later, at the same place',
  ),
  closed(
    { kind: Type.Literal('roll'), from: item, to: item, by },
    'The cut between two that meet comes later',
  ),
  closed({ kind: Type.Literal('slide'), item, by }, 'Moved between its neighbours, which are trimmed'),
  closed(
    { kind: Type.Literal('split'), item, at: TimelineTicks, newId: LocalId },
    '`newId` is the second half',
  ),
  closed(
    { kind: Type.Literal('retime'), item, retime: nullable(Retime), ripple },
    'The same part of the source at another speed',
  ),
  closed({ kind: Type.Literal('setItem'), item, field, value }),
  closed({
    kind: Type.Literal('setKey'),
    item,
    property: Type.String({ minLength: 1, maxLength: 200, description: 'As dotted path: `transform.x`' }),
    at: OffsetTicks,
    value: Type.Number(),
    ease: Type.Optional(Easing),
  }),
  closed({
    kind: Type.Literal('deleteKey'),
    item,
    property: Type.String({ minLength: 1, maxLength: 200 }),
    at: OffsetTicks,
  }),
  closed({
    kind: Type.Literal('addTrack'),
    track: Track,
    index: Type.Integer({ minimum: 0, maximum: documentLimits.tracks }),
  }),
  closed({ kind: Type.Literal('removeTrack'), track: LocalId }),
  closed({
    kind: Type.Literal('moveTrack'),
    track: LocalId,
    index: Type.Integer({ minimum: 0, maximum: documentLimits.tracks }),
  }),
  closed({ kind: Type.Literal('setTrack'), track: LocalId, field, value }),
  closed({ kind: Type.Literal('addTransition'), track: LocalId, transition: Transition }),
  closed({ kind: Type.Literal('removeTransition'), transition: LocalId }),
  closed({ kind: Type.Literal('setTransition'), transition: LocalId, field, value }),
  closed({ kind: Type.Literal('setAsset'), id: LocalId, asset: nullable(Asset) }),
  closed({ kind: Type.Literal('setStyle'), id: LocalId, style: nullable(TextStyle) }),
  closed({ kind: Type.Literal('setMarker'), id: LocalId, marker: nullable(Marker) }),
  closed({ kind: Type.Literal('setDocument'), field: DocumentField, value }),
  closed(
    { kind: Type.Literal('change'), changes: Type.Array(Change, { maxItems: 10_000 }) },
    'Cells as they were before, for undo and redo; refused where somebody else has changed one of them',
  ),
]);

/** One edit. */
export type Operation = Static<typeof Operation>;
/** One cell of a document before and after a change. */
export type Change = Static<typeof Change>;
