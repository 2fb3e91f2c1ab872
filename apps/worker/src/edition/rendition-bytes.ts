import type { BlobStore } from '@weireel/blob';
import { initName } from '@weireel/hls';

/** A stored rendition as one fragmented MP4: its initialization segment and its segments in order. */
export async function* renditionBytes(blobs: BlobStore, prefix: string): AsyncGenerator<Uint8Array> {
  yield* bytesOf(blobs, prefix + initName);
  for (let index = 0; (await blobs.head(`${prefix}s${index}.m4s`)) !== null; index += 1) {
    yield* bytesOf(blobs, `${prefix}s${index}.m4s`);
  }
}

/** Bytes of a blob that must be there. */
export async function* bytesOf(blobs: BlobStore, key: string): AsyncGenerator<Uint8Array> {
  const reading = await blobs.read(key);
  if (!reading) throw new Error(`the blob ${key} is missing`);
  yield* reading.body;
}
