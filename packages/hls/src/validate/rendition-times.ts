import type { MeasuredSegment } from './check-segment.ts';
import type { Rendition } from './read-rendition.ts';

/** The measured segments, when every one of them could be read; null otherwise. */
export function allMeasured({ measured }: Rendition): MeasuredSegment[] | null {
  const known = measured.flatMap((segment) => (segment === null ? [] : [segment]));
  return known.length === measured.length && known.length > 0 ? known : null;
}

/** When the segments begin, and when the last one ends, in seconds: from the bytes, or else from EXTINF. */
export function boundaries(rendition: Rendition): number[] {
  const measured = allMeasured(rendition);
  const isContinuous = rendition.playlist.segments.every(({ isDiscontinuous }) => !isDiscontinuous);
  if (measured !== null && isContinuous) {
    return [...measured.map(({ start }) => start), measured.at(-1)?.end ?? 0];
  }
  const times = [0];
  for (const { durationSeconds } of rendition.playlist.segments)
    times.push((times.at(-1) ?? 0) + durationSeconds);
  return times;
}

/** Real length in seconds: that of all segments; null when one of them could not be read. */
export function realSeconds(rendition: Rendition): number | null {
  const measured = allMeasured(rendition);
  return measured === null ? null : measured.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Sum of EXTINF. */
export function listedSeconds({ playlist }: Rendition): number {
  return playlist.segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
}

/** Longest frame in seconds; 1/24 when nothing is known of the frames. */
export function frameSeconds(rendition: Rendition): number {
  const longest = rendition.measured.reduce((most, segment) => Math.max(most, segment?.longestFrame ?? 0), 0);
  return longest > 0 ? longest : 1 / 24;
}

/** Pictures per second; null without a picture or when not all segments could be read. */
export function frameRates(rendition: Rendition): { average: number; highest: number } | null {
  const measured = allMeasured(rendition);
  const seconds = realSeconds(rendition);
  const count = (measured ?? []).reduce((sum, { pictureCount }) => sum + pictureCount, 0);
  if (measured === null || seconds === null || seconds <= 0 || count === 0) return null;
  const shortest = measured.reduce((least, { shortestFrame }) => Math.min(least, shortestFrame), Infinity);
  const average = count / seconds;
  return { average, highest: Math.max(average, 1 / shortest) };
}
