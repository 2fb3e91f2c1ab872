export {
  changeAsset,
  findAsset,
  findAssetOwner,
  findMediaAccess,
  findStoryboard,
  hasVideo,
  insertAsset,
  listAssets,
  listUnusedAssets,
  lockAsset,
  markAssetDeleted,
  publishDerived,
  removeAsset,
  sheetKeysOf,
} from './assets.ts';
export type { AssetChange, DerivedPictures, MediaAccess, NewAsset } from './assets.ts';
export {
  chooseCoverTime,
  forgetCover,
  listCovers,
  listWantedCovers,
  publishCover,
  publishPoster,
  renewCovers,
} from './covers.ts';
export type { WantedCover } from './covers.ts';
export {
  findAwaitingVideos,
  keepFormerSource,
  listFormerSources,
  lockVideo,
  lockVideosAwaiting,
  moveToNextSource,
  playsWhole,
  setAssetOwner,
  setNextSource,
} from './sources.ts';
export { forgetSpentBlob, listSpentBlobs, spendBlobNow, spendBlobs } from './spent-blobs.ts';
export type { AssetRow, StoredCoverCandidate, StoredStoryboard, VideoRow } from './tables.ts';
export {
  deleteVideo,
  findVideo,
  insertVideo,
  listLatestVideos,
  listVideosAbout,
  listVideosOfAsset,
  listVideosOfAuthor,
  publishVideos,
  rotateMediaKey,
  updateVideoDetails,
} from './videos.ts';
export type { ListPosition, NewVideo, StageFacts, VideoWithAsset } from './videos.ts';
