import type { BlobStore } from '@weireel/blob';
import type { ServedBlob } from './hot-blobs.ts';
import { createBlobPump } from './pump-blob.ts';

/** What whole files are sent from: they are read as they are sent, since they are nothing to keep in memory. */
export function wholeFiles(blobs: BlobStore) {
  const open = async (key: string): Promise<ServedBlob | null> => {
    const blob = await blobs.open(key);
    return blob && { ...blob, bytes: null };
  };
  return { blobs: { open }, pump: createBlobPump() };
}
