export {
  artefactsOf,
  candidatesOf,
  findArtefact,
  listArtefacts,
  listBlobSizes,
  measureArtefact,
  noteArtefact,
  removeArtefacts,
  replaceArtefacts,
  sheetsOf,
  spendArtefacts,
  storeArtefact,
} from './artefacts.ts';
export type { ArtefactOwner, NewArtefact, StoredArtefact } from './artefacts.ts';
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
export { changeAuthor, haveSentSources } from './move-video.ts';
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
export type {
  AssetRow,
  StoredCoverCandidate,
  StoredMezzanine,
  StoredStoryboard,
  VideoRow,
} from './tables.ts';
export { listTaggedVideos, listTagsBeside } from './tagged-videos.ts';
export {
  listCards,
  listFoundCards,
  listLatestVideos,
  listVideosBy,
  listVideosOfCategory,
} from './video-cards.ts';
export type { AssetFacts, VideoCard } from './video-cards.ts';
export { findVideoFacts } from './video-facts.ts';
export {
  countVideosAbout,
  deleteVideo,
  findVideo,
  insertVideo,
  listVideosAbout,
  listVideosOfAsset,
  listVideoIdsOfAuthor,
  listVideosOfAuthor,
  listWantedVideos,
  publishVideos,
  updateVideoDetails,
} from './videos.ts';
export type { NewVideo, StageFacts, VideosWanted, VideoWithAsset } from './videos.ts';
export { listGroupsOfVideo, setVideoGroups } from './video-groups.ts';
export { accessFactsOf, factsOf, isOpenToAll, othersMay } from './visible.ts';
export { listWhoMaySee } from './who-may-see.ts';
