import { endOf, type EditDocument, type Track } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import { isInTransition } from '../operations/timeline.ts';
import { exactFrameTicks, floorDivide, snapToFrame } from '../time/ticks.ts';
import { asClip, mainTrack, type Clip } from './clips.ts';
import { trimRange } from './trim-range.ts';

/** Nothing shorter is left of a clip, in frames. */
const leastFrames = 5;

/** What splits a clip at times of the timeline; those too near to its ends, or to one another, are left out. */
export function splitAtAll(
  document: EditDocument,
  { track, clip }: { track: Track; clip: Clip },
  times: readonly number[],
  newId: () => string,
): Operation[] {
  const least = leastFrames * exactFrameTicks(document.fps);
  const kept: number[] = [];
  for (const time of times) {
    const at = snapToFrame(time, document.fps);
    if (isInTransition(track, clip, at)) continue;
    if (at - (kept.at(-1) ?? clip.start) >= least && endOf(clip) - at >= least) kept.push(at);
  }
  // From the last to the first: the clip that is split stays the one that was named.
  return kept.reverse().map((at) => ({ kind: 'split', item: clip.id, at, newId: newId() }));
}

/** Every nth of some beats, from the first on. */
export function everyNth(beats: readonly number[], n: number): number[] {
  return beats.filter((_, index) => index % n === 0);
}

/**
 * What lays the cuts of the film on beats: each of its clips becomes so much shorter, or longer where its source has more, that
 * it ends on the frame of a beat; those beyond the last beat stay as they are.
 *
 * @param beats in ticks of the timeline, in their order
 */
export function layOnBeats(document: EditDocument, beats: readonly number[]): Operation[] {
  const track = mainTrack(document);
  if (track === null) return [];
  const operations: Operation[] = [];
  /** By how much what is still to come has moved. */
  let shift = 0;
  for (const item of track.items) {
    const clip = asClip(item);
    const [start, end] = [item.start + shift, endOf(item) + shift];
    if (clip === null || isLastOf(track, clip)) continue;
    const at = beatFor(document, { clip, start, end }, beats);
    if (at === null || at === end) continue;
    operations.push({ kind: 'trimOut', item: clip.id, by: at - end, ripple: true });
    shift += at - end;
  }
  return operations;
}

function isLastOf({ items }: Track, { id }: Clip): boolean {
  return items.at(-1)?.id === id;
}

/** The frame of the beat that is nearest to the end of a clip, among those that it can end on; null: there is none. */
function beatFor(
  document: EditDocument,
  { clip, start, end }: { clip: Clip; start: number; end: number },
  beats: readonly number[],
): number | null {
  const frame = exactFrameTicks(document.fps);
  const { min, max } = trimRange(document, clip, { edge: 'out', ripple: true });
  const earliest = Math.max(start + leastFrames * frame, end + min);
  const last = beats.at(-1);
  if (last === undefined || end > last + frame) return null;
  const possible = beats
    .map((beat) => floorDivide(beat + floorDivide(frame, 2), frame) * frame)
    .filter((at) => at >= earliest && at <= end + max);
  if (possible.length === 0) return null;
  return possible.reduce((best, at) => (Math.abs(at - end) < Math.abs(best - end) ? at : best));
}
