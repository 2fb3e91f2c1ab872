import { type EditDocument, type Item, type KnownItem, endOf, isKnownItem } from '../edit-document.ts';
import { localOf, sourceAt } from '../time/retime.ts';
import { exactFrameTicks, floorDivide } from '../time/ticks.ts';
import type { Retime } from '../schema/clip.ts';
import type { Operation } from '../schema/operation.ts';
import { problem } from '../validation/problem.ts';
import { type Edited, isRefused } from './edited.ts';
import { splitItem, trimHead } from './split-item.ts';
import {
  isInTransition,
  laterItems,
  mapItems,
  mapTracks,
  openTrack,
  placedItem,
  replaceItem,
  shiftItems,
} from './timeline.ts';

type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>;

/** Puts an item on a track; with `ripple` what comes later makes room. */
export function insertItem(
  document: EditDocument,
  { track: id, item, ripple = false }: Of<'insert'>,
): Edited {
  const track = openTrack(document, id);
  if (isRefused(track)) return track;
  const isCut = track.items.some(
    ({ start, duration }) => start < item.start && item.start < start + duration,
  );
  if (ripple && isCut) return problem('no_room', item.id);
  const moved = ripple ? shiftItems(document, laterItems(track, item.start, item.duration)) : document;
  return mapTracks(moved, (each) => (each.id === id ? { ...each, items: [...each.items, item] } : each));
}

/** Takes an item away; with `ripple` what comes later closes the gap. */
export function deleteItem(document: EditDocument, { item: id, ripple = false }: Of<'delete'>): Edited {
  const placed = placedItem(document, id);
  if (isRefused(placed)) return placed;
  const { item, track } = placed;
  const without = mapItems(document, (each) => (each.id === id ? null : each));
  return ripple ? shiftItems(without, laterItems(track, endOf(item), -item.duration)) : without;
}

/** Puts an item elsewhere, with the captions of its words. */
export function moveItem(document: EditDocument, { item: id, start, track: to }: Of<'move'>): Edited {
  const placed = placedItem(document, id);
  if (isRefused(placed)) return placed;
  const moved = shiftItems(document, new Map([[id, start - placed.item.start]]));
  if (to === undefined || to === placed.track.id) return moved;
  const target = openTrack(moved, to);
  if (isRefused(target)) return target;
  const item: Item = { ...placed.item, start };
  return mapTracks(moved, (track) => {
    const items = track.items.filter((each) => each.id !== id);
    return { ...track, items: track.id === to ? [...items, item] : items };
  });
}

/** Puts an item before another of its track: what lies between the two places moves by its length. */
export function reorderItem(document: EditDocument, { item: id, before }: Of<'reorder'>): Edited {
  const placed = placedItem(document, id);
  if (isRefused(placed)) return placed;
  const { item, track } = placed;
  if (before === id) return document;
  const next = track.items.find((each) => each.id === before);
  if (before !== null && next === undefined) return problem('item_missing', before);
  const target = next?.start ?? Math.max(...track.items.map(endOf));
  const isLater = target > item.start;
  const between = track.items.filter(({ start }) =>
    isLater ? start > item.start && start < target : start >= target && start < item.start,
  );
  const by = isLater ? -item.duration : item.duration;
  const shifts = new Map(between.map((each) => [each.id, by]));
  return shiftItems(document, shifts.set(id, (isLater ? target - item.duration : target) - item.start));
}

/** Changes where an item begins: its in point, with what it shows staying where it is. */
export function trimIn(document: EditDocument, { item: id, by, ripple = false }: Of<'trimIn'>): Edited {
  const known = knownItem(document, id);
  if (isRefused(known)) return known;
  const { item, track } = known;
  if (by >= item.duration) return problem('nothing_left', id);
  const trimmed = replaceItem(document, id, trimHead(item, by));
  if (!ripple) return trimmed;
  return shiftItems(trimmed, new Map([...laterItems(track, endOf(item), -by), [id, -by]]));
}

/** Changes where an item ends. */
export function trimOut(document: EditDocument, { item: id, by, ripple = false }: Of<'trimOut'>): Edited {
  const known = knownItem(document, id);
  if (isRefused(known)) return known;
  const { item, track } = known;
  if (item.duration + by <= 0) return problem('nothing_left', id);
  const trimmed = replaceItem(document, id, { ...item, duration: item.duration + by });
  return ripple ? shiftItems(trimmed, laterItems(track, endOf(item), by)) : trimmed;
}

/** Shows another part of the source at the same place. */
export function slipItem(document: EditDocument, { item: id, by }: Of<'slip'>): Edited {
  const known = knownItem(document, id);
  if (isRefused(known)) return known;
  const { item } = known;
  if (item.kind !== 'clip') return problem('wrong_kind', id);
  const sourceIn = item.sourceIn + by;
  return sourceIn < 0 ? problem('outside_source', id) : replaceItem(document, id, { ...item, sourceIn });
}

/** Moves the cut between two items that meet. */
export function rollCut(document: EditDocument, { from, to, by }: Of<'roll'>): Edited {
  const [going, coming] = [knownItem(document, from), knownItem(document, to)];
  if (isRefused(going)) return going;
  if (isRefused(coming)) return coming;
  if (endOf(going.item) !== coming.item.start || going.track !== coming.track)
    return problem('not_neighbours', to);
  if (going.item.duration + by <= 0) return problem('nothing_left', from);
  if (coming.item.duration - by <= 0) return problem('nothing_left', to);
  const trimmed = replaceItem(document, from, { ...going.item, duration: going.item.duration + by });
  return replaceItem(trimmed, to, trimHead(coming.item, by));
}

/** Moves an item between its neighbours, which become longer and shorter; a gap beside it takes the change itself. */
export function slideItem(document: EditDocument, { item: id, by }: Of<'slide'>): Edited {
  const placed = placedItem(document, id);
  if (isRefused(placed)) return placed;
  const { item, track } = placed;
  let edited = shiftItems(document, new Map([[id, by]]));
  for (const neighbour of track.items) {
    const isBefore = endOf(neighbour) === item.start;
    if (!isBefore && neighbour.start !== endOf(item)) continue;
    if (!isKnownItem(neighbour)) return problem('wrong_kind', neighbour.id);
    if (neighbour.duration + (isBefore ? by : -by) <= 0) return problem('nothing_left', neighbour.id);
    const trimmed = isBefore ? { ...neighbour, duration: neighbour.duration + by } : trimHead(neighbour, by);
    edited = replaceItem(edited, neighbour.id, trimmed);
  }
  return edited;
}

/** Cuts an item in two, which together show what it showed. Captions of the second half go with it. */
export function split(document: EditDocument, { item: id, at, newId }: Of<'split'>): Edited {
  const known = knownItem(document, id);
  if (isRefused(known)) return known;
  const { item, track } = known;
  if (at <= item.start || at >= endOf(item)) return problem('nothing_to_split', id);
  if (isInTransition(track, item, at)) return problem('in_transition', id);
  const [first, second] = splitItem(item, at - item.start, newId);
  return mapTracks(document, (each) => ({
    ...each,
    items: each.items.flatMap((one): Item[] => {
      if (one.id === id) return [first, second];
      const isCaptionOfRest =
        isKnownItem(one) && one.kind === 'caption' && one.clip === id && one.start >= at;
      return [isCaptionOfRest ? { ...one, clip: newId } : one];
    }),
    transitions: each.transitions.map((one) => (one.from === id ? { ...one, from: newId } : one)),
  }));
}

/**
 * Plays the same part of the source at another speed. The clip becomes longer or shorter, by whole frames; captions
 * stay with their words.
 */
export function retimeItem(
  document: EditDocument,
  { item: id, retime, ripple = false }: Of<'retime'>,
): Edited {
  const known = knownItem(document, id);
  if (isRefused(known)) return known;
  const { item: clip, track } = known;
  if (clip.kind !== 'clip') return problem('wrong_kind', id);
  const ends = [sourceAt(clip, 0), sourceAt(clip, clip.duration)].sort((a, b) => a - b);
  const [early = 0, late = 0] = ends;
  const isBackwards = retime !== null && retime.kind !== 'freeze' && retime.reversed === true;
  const { retime: _, ...rest } = clip;
  const timed = {
    ...rest,
    sourceIn: isBackwards ? late : early,
    ...(retime !== null && { retime: fromStart(retime) }),
  };
  const needed = localOf(timed, isBackwards ? early : late);
  const frame = exactFrameTicks(document.fps);
  const duration =
    needed === null || needed <= 0 ? clip.duration : Math.max(1, floorDivide(needed, frame)) * frame;
  const later = laterItems(track, endOf(clip), duration - clip.duration);
  const edited = mapItems(document, (item) => {
    if (item.id === id) return { ...timed, duration };
    if (!isKnownItem(item) || item.kind !== 'caption' || item.clip !== id) return item;
    const moved = (at: number) => {
      const local = localOf(timed, sourceAt(clip, at - clip.start));
      return local === null ? at : clip.start + local;
    };
    const [start, end] = [moved(item.start), moved(endOf(item))].sort((a, b) => a - b);
    if (start === undefined || end === undefined || end <= start) return item;
    const words = item.words.map(({ at, duration: length, ...word }) => {
      const [first = 0, last = 0] = [moved(item.start + at), moved(item.start + at + length)].sort(
        (a, b) => a - b,
      );
      return { ...word, at: first - start, duration: Math.max(1, last - first) };
    });
    return {
      ...item,
      start: Math.max(0, start),
      duration: end - start,
      words: words.sort((a, b) => a.at - b.at),
    };
  });
  return ripple ? shiftItems(edited, later) : edited;
}

/** A speed that has not begun yet: where it begins belongs to the clip that it is for. */
function fromStart(retime: Retime): Retime {
  if (retime.kind === 'freeze') return retime;
  const { offset: _, ...rest } = retime;
  return rest;
}

/** An item that we know how to cut. */
function knownItem(document: EditDocument, id: string) {
  const placed = placedItem(document, id);
  if (isRefused(placed)) return placed;
  const { item, track } = placed;
  return isKnownItem(item) ? { item: item satisfies KnownItem, track } : problem('wrong_kind', id);
}
