import { fileURLToPath } from 'node:url';
import type { BlobStore } from './blob-store.ts';
import { createDiskStore } from './disk-store.ts';

/**
 * Opens the store at an address: `file:///folder` keeps blobs below that folder.
 *
 * @throws TypeError for an address of a kind that there is no store for
 */
export function openStore(address: URL): BlobStore {
  if (address.protocol === 'file:') return createDiskStore(fileURLToPath(address));
  throw new TypeError(`there is no store for ${address.protocol} addresses`);
}
