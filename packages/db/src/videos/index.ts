export {
  artefactsOf,
  candidatesOf,
  findArtefact,
  listArtefacts,
  measureArtefact,
  noteArtefact,
  removeArtefacts,
  replaceArtefacts,
  sheetsOf,
  spendArtefacts,
  storeArtefact,
} from './artefacts.ts';
export type { NewArtefact, StoredArtefact } from './artefacts.ts';
export {
  changeAsset,
  closedMediaChannel,
  findAsset,
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
  rotateMediaKey,
} from './assets.ts';
export type { AssetChange, DerivedPictures, MediaAccess, NewAsset } from './assets.ts';
export {
  chooseCoverTime,
  dropCover,
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
export type { AssetRow, StoredCoverCandidate, StoredStoryboard, VideoRow } from './tables.ts';
export { findVideoFacts } from './video-facts.ts';
export {
  countVideosAbout,
  deleteVideo,
  findVideo,
  insertVideo,
  listFoundCards,
  listCards,
  listLatestVideos,
  listVideosAbout,
  listVideosOfAsset,
  listVideosOfAuthor,
  listWantedVideos,
  publishVideos,
  updateVideoDetails,
} from './videos.ts';
export type { AssetFacts, NewVideo, StageFacts, VideoCard, VideosWanted, VideoWithAsset } from './videos.ts';
export { factsOf, isOpenToAll, othersMay } from './visible.ts';
