import { createHash } from 'node:crypto';
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { BlobStore } from '@weireel/blob';
import type { UploadRow } from '@weireel/db/uploads';

/**
 * SHA-256 of a whole upload in hex, read from its finished blob or, where the store can, from what has arrived. A sum
 * cannot be put together from those of the parts, so every byte is read once more; other requests come in between.
 */
export async function checksumOf(blobs: BlobStore, upload: UploadRow, isWhole: boolean): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of await bytesOf(blobs, upload, isWhole)) {
    hash.update(chunk);
    await othersFirst();
  }
  return hash.digest('hex');
}

async function bytesOf(
  blobs: BlobStore,
  { blob_key: key, blob_upload_id: id, size_bytes: sizeBytes }: UploadRow,
  isWhole: boolean,
): Promise<AsyncIterable<Uint8Array>> {
  if (!isWhole && blobs.readsUnfinished) return blobs.readPartial(key, id, 0, sizeBytes);
  const reading = await blobs.read(key);
  if (!reading) throw new Error(`the completed blob ${key} is not there`);
  return reading.body;
}
