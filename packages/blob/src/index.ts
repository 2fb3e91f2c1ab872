export type {
  BlobFacts,
  BlobListing,
  BlobReading,
  BlobStore,
  MultipartListing,
  MultipartShape,
  OpenBlob,
  ReadingStore,
  WholeStore,
  WrittenPart,
} from './blob-store.ts';
export { PartsRefusedError } from './blob-store.ts';
export { createDiskStore } from './disk-store.ts';
export { guardStore } from './guarded-store.ts';
export { createMemoryStore } from './memory-store.ts';
export { openStore } from './open-store.ts';
export { requireRoom, reservedBytes } from './require-room.ts';
