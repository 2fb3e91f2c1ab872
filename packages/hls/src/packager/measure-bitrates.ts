/** Size and length of a segment. */
export interface SegmentSize {
  /** Bytes. */
  sizeBytes: number;
  /** Seconds. */
  durationSeconds: number;
}

/**
 * Peak and average bit rate as RFC 8216 section 4.1 defines them: the peak is the largest rate of any
 * contiguous set of segments that lasts between 0.5 and 1.5 target durations. It is never below
 * the average, and is the average when there is no such set (one short segment).
 */
export function measureBitrates(
  segments: readonly SegmentSize[],
  targetDurationSeconds: number,
): { peakBitrateBps: number; averageBitrateBps: number } {
  let peak = 0;
  for (let from = 0; from < segments.length; from += 1) {
    let bits = 0;
    let seconds = 0;
    for (const segment of segments.slice(from)) {
      bits += segment.sizeBytes * 8;
      seconds += segment.durationSeconds;
      if (seconds > 1.5 * targetDurationSeconds) break;
      if (seconds >= 0.5 * targetDurationSeconds) peak = Math.max(peak, bits / seconds);
    }
  }
  const bits = segments.reduce((sum, { sizeBytes }) => sum + sizeBytes * 8, 0);
  const seconds = segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const average = seconds > 0 ? bits / seconds : 0;
  return { peakBitrateBps: Math.ceil(Math.max(peak, average)), averageBitrateBps: Math.ceil(average) };
}

/** TARGETDURATION that fits these segments: the longest one, rounded to whole seconds, at least 1. */
export function targetDurationSeconds(segments: readonly { durationSeconds: number }[]): number {
  return Math.max(1, ...segments.map(({ durationSeconds }) => roundedSeconds(durationSeconds)));
}

/** Whole seconds as a player rounds them after reading EXTINF, which has six decimals. */
export function roundedSeconds(durationSeconds: number): number {
  return Math.round(Number(durationSeconds.toFixed(6)));
}
