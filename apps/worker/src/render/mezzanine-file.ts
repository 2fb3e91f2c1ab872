import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** A segment within the file of a mezzanine. */
export interface IndexedSegment {
  /** Hash of all that shapes it. */
  name: string;
  /** Its first byte in the file. */
  from: number;
  /** Its size in bytes. */
  sizeBytes: number;
}

/** Of the number with which a file begins: how long its index is, in bytes. */
const lengthBytes = 4;

/**
 * The file of a mezzanine: the length of its index, the index (names and sizes, as JSON), and the segments in their
 * order, each an MP4. One file is one blob and one row, and what a film needs of it is found by its name.
 */
export async function* mezzanineBytes(
  segments: readonly { name: string; path: string }[],
): AsyncGenerator<Uint8Array> {
  const sizes = await Promise.all(segments.map(async ({ path }) => (await stat(path)).size));
  const index = Buffer.from(JSON.stringify(segments.map(({ name }, n) => [name, sizes[n]])));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(index.length);
  yield length;
  yield index;
  for (const { path } of segments) yield* createReadStream(path) as AsyncIterable<Buffer>; // as: read without an encoding
}

/** What is in the file of a mezzanine. */
export async function readMezzanineIndex(path: string): Promise<IndexedSegment[]> {
  const file = await open(path);
  try {
    const length = Buffer.alloc(lengthBytes);
    await file.read(length, 0, lengthBytes, 0);
    const index = Buffer.alloc(length.readUInt32BE());
    await file.read(index, 0, index.length, lengthBytes);
    let from = lengthBytes + index.length;
    // as: written by `mezzanineBytes`
    return (JSON.parse(index.toString()) as [string, number][]).map(([name, sizeBytes]) => {
      const segment = { name, from, sizeBytes };
      from += sizeBytes;
      return segment;
    });
  } finally {
    await file.close();
  }
}
