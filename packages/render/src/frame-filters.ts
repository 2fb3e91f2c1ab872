/** Filters that make of a file's frames, decoded from the first one needed on, the frames of a segment. */
export interface FrameFilters {
  /** The first frame of the file that is decoded, from 0. */
  firstFrame: number;
  /** Filters in their order. Whatever comes of them has no times yet but its number. */
  filters: string[];
}

/**
 * Filters that repeat, leave out and reverse frames by their numbers alone, so that no rounding of times chooses
 * another frame. All that stands in them are numbers of ours.
 *
 * @param frames which frame of the file each frame of the output shows; only rising or only falling, or staying
 * @param firstFrame the first frame of the file that is decoded. Default: the first that is needed
 */
export function frameFilters(frames: readonly number[], firstFrame = least(frames)): FrameFilters {
  const falls = (frames.at(-1) ?? 0) < (frames[0] ?? 0);
  // One entry for each frame of the file that is seen, in the order in which they are seen.
  const seen: { frame: number; count: number }[] = [];
  for (const frame of frames) {
    const last = seen.at(-1);
    if (last?.frame === frame) last.count += 1;
    else seen.push({ frame, count: 1 });
  }
  const rising = falls ? seen.toReversed() : seen;
  const numbers = rising.map(({ frame }) => frame - firstFrame);
  const repeats = seen.some(({ count }) => count > 1);
  return {
    firstFrame,
    filters: [
      // By itself `select` would look at all frames of the file for another one.
      `trim=end_frame=${(numbers.at(-1) ?? 0) + 1}`,
      `select='${chosen(numbers)}'`,
      // What was chosen is at most 2 s, and so fits into memory.
      ...(falls ? ['reverse'] : []),
      // Only by what comes after it is it known how long a frame is there; so the last one comes once more.
      'tpad=stop=1:stop_mode=clone',
      ...(repeats ? [`setpts='${places(seen.map(({ count }) => count))}'`] : [`setpts=N`]),
    ],
  };
}

/** The first frame of the file that is needed. */
export function least(frames: readonly number[]): number {
  return frames.reduce((first, each) => Math.min(first, each), Infinity);
}

/** Which frames are taken, as an expression of their number `n`: a sum of ranges. */
function chosen(numbers: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last.to + 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges.map(({ from, to }) => `between(n,${from},${to})`).join('+');
}

/**
 * Where each frame begins, as an expression of its number `N`: the sum of the counts before it. Frames of one count
 * are one term: `3*clip(N-4,0,2)` is 3 for each of the two after the fourth.
 */
export function places(counts: readonly number[]): string {
  const terms: { count: number; from: number; length: number }[] = [];
  counts.forEach((count, index) => {
    const last = terms.at(-1);
    if (last?.count === count) last.length += 1;
    else terms.push({ count, from: index, length: 1 });
  });
  return terms.map(({ count, from, length }) => `${count}*clip(N-${from},0,${length})`).join('+');
}
