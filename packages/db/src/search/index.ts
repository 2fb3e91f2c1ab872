export { findTags, findTexts, findVideos, mostRanked } from './find-videos.ts';
export type { HitPosition, RankedList, VideoFilters } from './find-videos.ts';
export { findUsers } from './find-users.ts';
export type { FoundUser } from './find-users.ts';
export { indexedText, indexUser, indexVideo } from './index-text.ts';
export type { IndexedText } from './index-text.ts';
export { indexStale, markStale } from './stale.ts';
export type { IndexedCounts } from './stale.ts';
