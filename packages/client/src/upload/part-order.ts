import { findMovie, orderParts } from '@weireel/upload';
import type { FileSource } from './file-source.ts';

/**
 * Numbers of a file's parts in the order in which they are best sent: those that a server needs to begin with come
 * first. A file that cannot be read or is no MP4 goes from its beginning to its end.
 */
export async function partOrder(file: FileSource, partSizeBytes: number): Promise<number[]> {
  const search = await findMovie((start, endExclusive) => file.read(start, endExclusive), file.sizeBytes)
    // Reading the part itself will tell what is wrong with the file.
    .catch(() => null);
  return orderParts(
    { partSizeBytes, sizeBytes: file.sizeBytes },
    search?.outcome === 'found' ? search.movie : null,
  );
}
