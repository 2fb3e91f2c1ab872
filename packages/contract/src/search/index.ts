export {
  FoundTag,
  FoundUser,
  FoundVideo,
  Highlights,
  SearchAnswer,
  SearchQuery,
  SearchType,
} from './shapes.ts';
