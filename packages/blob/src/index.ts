export type {
  BlobFacts,
  BlobListing,
  BlobReading,
  BlobStore,
  MultipartListing,
  MultipartShape,
  WrittenPart,
} from './blob-store.ts';
export { createDiskStore } from './disk-store.ts';
export { createMemoryStore } from './memory-store.ts';
