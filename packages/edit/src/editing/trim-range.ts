import { assetOf, endOf, type EditDocument, type KnownItem } from '../edit-document.ts';
import { documentLimits } from '../limits.ts';
import { isReversed, localOf } from '../time/retime.ts';
import { exactFrameTicks } from '../time/ticks.ts';
import { asClip, findItem } from './clips.ts';
import { takenOf } from './transitions.ts';

/** By how many ticks an end of an item may be moved: later where positive. */
export interface TrimRange {
  /** The least. */
  min: number;
  /** The most. */
  max: number;
}

/**
 * How far an end of an item may be trimmed, in whole frames: at least one frame stays and what its transitions take, no
 * more is shown than the source has, and where the track does not close up by itself, neighbours stay free.
 */
export function trimRange(
  document: EditDocument,
  item: KnownItem,
  { edge, ripple }: { edge: 'in' | 'out'; ripple: boolean },
): TrimRange {
  const frame = exactFrameTicks(document.fps);
  const { first, end } = shownOfSource(document, item);
  const { before, after } = ripple ? { before: -Infinity, after: Infinity } : roomAround(document, item);
  const track = findItem(document, item.id)?.track;
  const least = Math.max(frame, track === undefined ? 0 : takenOf(track, item.id));
  const range =
    edge === 'in'
      ? { min: Math.max(first, before), max: item.duration - least }
      : { min: least - item.duration, max: Math.min(end, after) - item.duration };
  const min = Math.ceil(Math.max(range.min, -documentLimits.durationTicks) / frame) * frame + 0;
  const max = Math.floor(Math.min(range.max, documentLimits.durationTicks) / frame) * frame + 0;
  // A clip of less than a frame has no room in either direction.
  return { min: Math.min(0, min), max: Math.max(0, max) };
}

/** A wish as far as it can be had, by whole frames. */
export function trimWithin(by: number, { min, max }: TrimRange, document: EditDocument): number {
  const frame = exactFrameTicks(document.fps);
  return Math.min(max, Math.max(min, Math.round(by / frame) * frame)) + 0;
}

/** From the start of an item, the ticks for which its source has pictures; what has none goes on for ever. */
function shownOfSource(document: EditDocument, item: KnownItem): { first: number; end: number } {
  const clip = asClip(item);
  if (clip === null) return { first: -Infinity, end: Infinity };
  const asset = assetOf(document, clip.asset);
  const length = asset?.kind === 'video' || asset?.kind === 'audio' ? asset.duration : null;
  if (length === null) return { first: 0, end: clip.duration };
  const [begins, ends] = isReversed(clip) ? [length, 0] : [0, length];
  return { first: localOf(clip, begins) ?? -Infinity, end: localOf(clip, ends) ?? Infinity };
}

/** From the start of an item, the ticks that are free around it. */
function roomAround(document: EditDocument, item: KnownItem): { before: number; after: number } {
  const others = findItem(document, item.id)?.track.items.filter(({ id }) => id !== item.id) ?? [];
  const earlier = others.filter(({ start }) => start < item.start).map(endOf);
  const later = others.filter(({ start }) => start > item.start).map(({ start }) => start);
  return {
    before: Math.max(0, ...earlier) - item.start,
    after: Math.min(Infinity, ...later) - item.start,
  };
}
