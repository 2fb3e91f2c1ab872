export type {
  BlobFacts,
  BlobListing,
  BlobReading,
  BlobStore,
  MultipartListing,
  MultipartShape,
  OpenBlob,
  WrittenPart,
} from './blob-store.ts';
export { createDiskStore } from './disk-store.ts';
export { createMemoryStore } from './memory-store.ts';
export { requireRoom, reservedBytes } from './require-room.ts';
