export {
  Collection,
  CollectionBody,
  CollectionItem,
  CollectionItemBody,
  CollectionItemParams,
  CollectionItemsBody,
  CollectionKind,
  CollectionPage,
  CollectionProgress,
  MyCollectionsQuery,
  OwnCollection,
} from './shapes.ts';
