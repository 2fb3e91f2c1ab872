export { eraLexemes } from './eras.ts';
export { findTexts } from './find-texts.ts';
export type { FoundText } from './find-texts.ts';
export { findVideos, listTags, mostRanked } from './find-videos.ts';
export type { HitPosition, RankedList, VideoFilters } from './find-videos.ts';
export { findUsers } from './find-users.ts';
export type { FoundUser } from './find-users.ts';
export { findCollections, findCollectionTitles } from './find-collections.ts';
export { findChapters, findPassages } from './find-spoken.ts';
export type { FoundPassage } from './find-spoken.ts';
export { indexCaptions, indexCaptionsAfter, indexedPassages, nextTurn } from './index-captions.ts';
export type { IndexedPassage } from './index-captions.ts';
export { indexChaptersAfter } from './index-chapters.ts';
export { collectionText, indexCollection, indexedText, indexUser, indexVideo } from './index-text.ts';
export type { IndexedText } from './index-text.ts';
export {
  indexAuthor,
  indexCollectionsAfter,
  indexUsersAfter,
  indexVideosAfter,
  outdateAuthor,
  outdateVideo,
} from './index-after.ts';
export type { IndexedBatch, IndexScope } from './index-after.ts';
