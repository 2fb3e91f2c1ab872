export {
  FoundCollection,
  FoundTag,
  FoundUser,
  FoundVideo,
  Highlights,
  SearchAnswer,
  SearchQuery,
  SearchType,
  SpokenHit,
} from './shapes.ts';
