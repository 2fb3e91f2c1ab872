import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with collections and courses. */
export const collectionsErrors = {
  too_many_collections: entry(409, '你的合集和课程已达上限', 'You have as many collections as one may'),
  collection_full: entry(409, '合集里的视频已达上限', 'The collection holds as many videos as one may'),
  not_in_collection: entry(409, '这个视频已不在合集里', 'This video is not in the collection any more'),
} as const satisfies Record<string, CatalogueEntry>;
