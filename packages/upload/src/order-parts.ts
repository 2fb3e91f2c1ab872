import type { BytePlace } from './find-movie.ts';

/**
 * Numbers of all parts in the order in which they are best sent: the first, then those with the movie header, then
 * the others from the beginning. A server can then begin to work before it has everything.
 *
 * @param movie null: not known, or the file has none
 */
export function orderParts(
  file: { partSizeBytes: number; sizeBytes: number },
  movie: BytePlace | null,
): number[] {
  const ascending = Array.from({ length: Math.ceil(file.sizeBytes / file.partSizeBytes) }, (_, n) => n + 1);
  const early = movie === null ? [] : partsOf(file.partSizeBytes, movie);
  return [...new Set([...ascending.slice(0, 1), ...early, ...ascending])];
}

/** Numbers of the parts that hold these bytes, ascending. */
export function partsOf(partSizeBytes: number, place: BytePlace): number[] {
  const first = Math.floor(place.start / partSizeBytes) + 1;
  const last = Math.ceil(place.endExclusive / partSizeBytes);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
