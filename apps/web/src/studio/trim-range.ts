import {
  assetOf,
  documentLimits,
  endOf,
  exactFrameTicks,
  isReversed,
  localOf,
  type EditDocument,
} from '@weireel/edit';
import { findItem, type Clip } from './clips.ts';

/** By how many ticks an end of a clip may be moved: later where positive. */
export interface TrimRange {
  /** The least. */
  min: number;
  /** The most. */
  max: number;
}

/**
 * How far an end of a clip may be trimmed, in whole frames: at least one frame stays, no more is shown than the source
 * has, and where the track does not close up by itself, neighbours stay free.
 */
export function trimRange(
  document: EditDocument,
  clip: Clip,
  { edge, ripple }: { edge: 'in' | 'out'; ripple: boolean },
): TrimRange {
  const frame = exactFrameTicks(document.fps);
  const { first, end } = shownOfSource(document, clip);
  const { before, after } = ripple ? { before: -Infinity, after: Infinity } : roomAround(document, clip);
  const range =
    edge === 'in'
      ? { min: Math.max(first, before), max: clip.duration - frame }
      : { min: frame - clip.duration, max: Math.min(end, after) - clip.duration };
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

/** From the start of a clip, the ticks for which its source has pictures. */
function shownOfSource(document: EditDocument, clip: Clip): { first: number; end: number } {
  const asset = assetOf(document, clip.asset);
  const length = asset?.kind === 'video' || asset?.kind === 'audio' ? asset.duration : null;
  if (length === null) return { first: 0, end: clip.duration };
  const [begins, ends] = isReversed(clip) ? [length, 0] : [0, length];
  return { first: localOf(clip, begins) ?? -Infinity, end: localOf(clip, ends) ?? Infinity };
}

/** From the start of a clip, the ticks that are free around it. */
function roomAround(document: EditDocument, clip: Clip): { before: number; after: number } {
  const others = findItem(document, clip.id)?.track.items.filter(({ id }) => id !== clip.id) ?? [];
  const earlier = others.filter(({ start }) => start < clip.start).map(endOf);
  const later = others.filter(({ start }) => start > clip.start).map(({ start }) => start);
  return {
    before: Math.max(0, ...earlier) - clip.start,
    after: Math.min(Infinity, ...later) - clip.start,
  };
}
