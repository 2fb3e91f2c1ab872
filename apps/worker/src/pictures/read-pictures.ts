import type { Readable } from 'node:stream';
import type { Size } from '@weireel/media';

/** Pictures larger than this altogether are none of ours. */
const maxBytes = 64 * 1024 * 1024;

/** Reads everything that FFmpeg writes into an output pipe. */
export interface PipeReader {
  /** Reads the pipe to its end. */
  read(output: Readable): Promise<void>;
  /** What came. */
  bytes(): Buffer;
}

/** Makes a reader of pictures; it rejects when they have no end. */
export function readPipe(): PipeReader {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  return {
    async read(output) {
      for await (const chunk of output) {
        // A pipe yields buffers.
        const bytes = chunk as Buffer;
        sizeBytes += bytes.length;
        if (sizeBytes > maxBytes) throw new RangeError('the pictures have no end');
        chunks.push(bytes);
      }
    },
    bytes: () => Buffer.concat(chunks),
  };
}

const endOfImage = Buffer.from([0xff, 0xd9]);

/** Divides JPEG files that follow each other; within one, 0xff is always followed by something else than its end. */
export function splitJpegs(bytes: Buffer): Buffer[] {
  const files: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(endOfImage, start);
    if (end < 0) break;
    files.push(bytes.subarray(start, end + endOfImage.length));
    start = end + endOfImage.length;
  }
  return files;
}

/** Reads raw pictures in 4:2:0 of one size as they come, and hands each on; its bytes belong to the receiver. */
export async function readRawPictures(
  output: Readable,
  { widthPx, heightPx }: Size,
  take: (bytes: Uint8Array, index: number) => void,
): Promise<void> {
  const sizeBytes = (widthPx * heightPx * 3) / 2;
  let picture = new Uint8Array(sizeBytes);
  let filled = 0;
  let index = 0;
  for await (const chunk of output) {
    // A pipe yields buffers.
    let rest = chunk as Uint8Array;
    while (rest.length > 0) {
      const part = rest.subarray(0, sizeBytes - filled);
      picture.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
      if (filled < sizeBytes) continue;
      take(picture, index);
      index += 1;
      picture = new Uint8Array(sizeBytes);
      filled = 0;
    }
  }
}
