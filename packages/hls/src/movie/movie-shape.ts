import type { MovieTrack } from './read-movie.ts';

/** Where a stream is cut, in milliseconds. */
export interface CutRule {
  /** At the first key frame so long after the last cut. */
  cutAfterMs: number;
  /** A shorter end is joined to what is before it. */
  shortestMs: number;
}

/** Lengths of the segments that a track's key frames give; none when all frames are key frames. */
export function segmentLengthsMs({ keyTimesMs, startMs, endMs }: MovieTrack, rule: CutRule): number[] {
  if (keyTimesMs === null) return [];
  const lengths: number[] = [];
  let start = startMs;
  for (const time of keyTimesMs) {
    if (time - start < rule.cutAfterMs) continue;
    lengths.push(time - start);
    start = time;
  }
  const end = endMs - start;
  const last = end < rule.shortestMs ? lengths.pop() : undefined;
  return [...lengths, (last ?? 0) + end];
}

/** Longest distance between two key frames, or from the last one to the end; 0 when all frames are. */
export function longestKeyGapMs({ keyTimesMs, startMs, endMs }: MovieTrack): number {
  if (keyTimesMs === null) return 0;
  const times = [startMs, ...keyTimesMs, endMs];
  return times.slice(1).reduce((longest, time, index) => Math.max(longest, time - (times[index] ?? 0)), 0);
}

/**
 * How far one track runs ahead of the other when the file is read from its beginning, in milliseconds; infinite when
 * a track's chunks do not follow each other.
 */
export function interleavingMs(first: MovieTrack, second: MovieTrack): number {
  if (!isAscending(first) || !isAscending(second)) return Infinity;
  let ahead = 0;
  let a = 0;
  let b = 0;
  for (;;) {
    const next = first.chunks[a];
    const other = second.chunks[b];
    if (next === undefined || other === undefined) return ahead;
    ahead = Math.max(
      ahead,
      next.offset < other.offset ? next.startMs - other.startMs : other.startMs - next.startMs,
    );
    if (next.offset < other.offset) a += 1;
    else b += 1;
  }
}

function isAscending({ chunks }: MovieTrack): boolean {
  return chunks.every(({ offset }, index) => index === 0 || offset > (chunks[index - 1]?.offset ?? 0));
}
