import { WeireelError } from '@weireel/contract';
import type { BlobStore } from './blob-store.ts';

/** What is never given to media: the database shares the disk, and without room for its log it ends. */
export const reservedBytes = 256 * 1024 * 1024;

/**
 * Checks that there is room for more bytes without touching the reserve; for what would rather not begin than break
 * off half way.
 *
 * @throws WeireelError `storage_full`
 */
export async function requireRoom(blobs: BlobStore, moreBytes: number): Promise<void> {
  const free = await blobs.freeBytes();
  if (free !== null && free < moreBytes + reservedBytes) throw new WeireelError('storage_full');
}
