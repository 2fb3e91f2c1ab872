import type { Readable } from 'node:stream';

/** A picture larger than this is none of ours. */
const maxBytes = 16 * 1024 * 1024;

/** Reads one picture from an output pipe of FFmpeg. */
export interface PictureReader {
  /** Reads the pipe to its end. */
  read(output: Readable): Promise<void>;
  /** What came; null when nothing did. */
  bytes(): Uint8Array | null;
}

/** Makes a reader of one picture; it rejects when the picture has no end. */
export function readPicture(): PictureReader {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  return {
    async read(output) {
      for await (const chunk of output) {
        // A pipe yields buffers.
        const bytes = chunk as Buffer;
        sizeBytes += bytes.length;
        if (sizeBytes > maxBytes) throw new RangeError('the picture has no end');
        chunks.push(bytes);
      }
    },
    bytes: () => (sizeBytes === 0 ? null : Buffer.concat(chunks)),
  };
}
