import { type EditDocument, type Item, type Track, endOf, isKnownItem } from '../edit-document.ts';
import { sortMarkers } from './cells.ts';
import { type Problem, problem } from '../validation/problem.ts';

/** An item and where it stands. */
export interface PlacedItem {
  /** The item. */
  item: Item;
  /** Its track. */
  track: Track;
}

/** The item of this id, on a track that may be edited. */
export function placedItem({ tracks }: EditDocument, id: string): PlacedItem | Problem {
  for (const track of tracks) {
    const item = track.items.find((each) => each.id === id);
    if (item !== undefined) return track.locked === true ? problem('locked', id) : { item, track };
  }
  return problem('item_missing', id);
}

/** The track of this id, when it may be edited. */
export function openTrack({ tracks }: EditDocument, id: string): Track | Problem {
  const track = tracks.find((each) => each.id === id);
  if (track === undefined) return problem('track_missing', id);
  return track.locked === true ? problem('locked', id) : track;
}

/** The document with every item as `change` makes it; null: without it. */
export function mapItems(
  document: EditDocument,
  change: (item: Item, track: Track) => Item | null,
): EditDocument {
  return mapTracks(document, (track) => ({
    ...track,
    items: track.items.flatMap((item) => change(item, track) ?? []),
  }));
}

/** The document with every track as `change` makes it. */
export function mapTracks(document: EditDocument, change: (track: Track) => Track): EditDocument {
  return { ...document, tracks: document.tracks.map(change) };
}

/** The document with one item as another. */
export function replaceItem(document: EditDocument, id: string, item: Item): EditDocument {
  return mapItems(document, (each) => (each.id === id ? item : each));
}

/** Moves items by so many ticks each, and the captions of clips with them. */
export function shiftItems(document: EditDocument, shifts: ReadonlyMap<string, number>): EditDocument {
  if (shifts.size === 0) return document;
  return mapItems(document, (item) => {
    const bound = isKnownItem(item) && item.kind === 'caption' ? item.clip : undefined;
    const shift = shifts.get(item.id) ?? (bound === undefined ? 0 : (shifts.get(bound) ?? 0));
    return shift === 0 ? item : { ...item, start: item.start + shift };
  });
}

/** Whether a time of the timeline lies where an item becomes another, or comes out of one. */
export function isInTransition({ transitions }: Track, item: Item, at: number): boolean {
  return transitions.some(
    ({ from, to, before, after }) =>
      (to === item.id && at < item.start + after) || (from === item.id && at > endOf(item) - before),
  );
}

/** By how much each item of a track moves that begins at a time or later. */
export function laterItems({ items }: Track, from: number, shift: number): Map<string, number> {
  return new Map(items.filter(({ start }) => start >= from).map(({ id }) => [id, shift]));
}

/**
 * Puts a document in order after an edit: items by their times, and without what no longer makes sense: transitions
 * whose items do not meet, captions whose clip is gone or has left them, slots whose item is gone, ducking of tracks that are gone.
 */
export function settle(before: EditDocument, after: EditDocument): EditDocument {
  const former = spans(before);
  const present = spans(after);
  const isLost = (item: Item): boolean => {
    if (!isKnownItem(item) || item.kind !== 'caption' || item.clip === undefined) return false;
    const [was, is, clipWas, clipIs] = [
      former.get(item.id),
      item,
      former.get(item.clip),
      present.get(item.clip),
    ];
    if (clipWas === undefined) return false;
    if (clipIs === undefined) return true;
    return was !== undefined && meets(was, clipWas) && !meets(is, clipIs);
  };
  const settled = mapTracks(after, (track) => {
    const items = track.items.filter((item) => !isLost(item)).sort((a, b) => a.start - b.start);
    const byId = new Map(items.map((item) => [item.id, item]));
    const cutOf = (id: string) => byId.get(id)?.start ?? 0;
    const transitions = track.transitions
      .filter(({ from, to }) => {
        const [going, coming] = [byId.get(from), byId.get(to)];
        return going !== undefined && coming !== undefined && endOf(going) === coming.start;
      })
      .sort((a, b) => cutOf(a.to) - cutOf(b.to));
    return { ...track, items, transitions };
  });
  const kept = spans(settled);
  const tracks = new Set(settled.tracks.map(({ id }) => id));
  return {
    ...settled,
    ...(settled.template !== undefined && {
      template: { slots: settled.template.slots.filter(({ item }) => kept.has(item)) },
    }),
    ...(settled.mix?.ducking !== undefined && {
      mix: {
        ...settled.mix,
        ducking: settled.mix.ducking
          .map(({ under, duck, ...rule }) => ({
            ...rule,
            under: under.filter((id) => tracks.has(id)),
            duck: duck.filter((id) => tracks.has(id)),
          }))
          .filter(({ under, duck }) => under.length > 0 && duck.length > 0),
      },
    }),
    ...(settled.markers !== undefined && { markers: sortMarkers(settled.markers) }),
  };
}

type Span = Pick<Item, 'start' | 'duration'>;

function spans({ tracks }: EditDocument): Map<string, Span> {
  return new Map(tracks.flatMap(({ items }) => items.map((item) => [item.id, item])));
}

function meets(one: Span, other: Span): boolean {
  return one.start < endOf(other) && other.start < endOf(one);
}
