export {
  changeCollection,
  changeOwner,
  deleteCollection,
  findCollection,
  insertCollection,
  listCollections,
  listFoundCollections,
  lockCollection,
} from './collections.ts';
export type { CollectionFields, CollectionOf } from './collections.ts';
export { putItem, removeItems, setItems } from './edit-items.ts';
export type { ItemWish } from './edit-items.ts';
export { listCollectionItems, listWatchedItems } from './items.ts';
export type { CollectionItemOf } from './items.ts';
export { collectionFacts } from './visible-collections.ts';
