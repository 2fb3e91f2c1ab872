export {
  actsFor,
  authorIdsOf,
  hasPermission,
  isBeyondBlocks,
  isManagedBy,
  isOwnOf,
  roleInChannel,
  may,
  mustRotateMedia,
  reviewAtStart,
  reviewOfChange,
} from './access/access.ts';
export type { Authorship, ChannelPart, ReviewMode, VideoAccessFacts, Viewer } from './access/access.ts';
export { decidesAboutComments, fateOfComment, mayDeleteComment } from './access/comment.ts';
export type { CommentFate, CommentingFacts } from './access/comment.ts';
export { mayDownload } from './access/download.ts';
export type { DownloadFacts } from './access/download.ts';
export { mayUseInProject } from './access/project.ts';
export type { UsableAssetFacts } from './access/project.ts';
export { mayJoin } from './access/take.ts';
export type { TakeFacts } from './access/take.ts';
export { deeds, mayOthers, standings } from './access/visibility.ts';
export type { Deed, Standing, VideoFacts } from './access/visibility.ts';
export { progressOf } from './collections/progress.ts';
export type { ListProgress, WatchedItem } from './collections/progress.ts';
export { namesIn, resolveMentions } from './community/mentions.ts';
export type { Mention, Mentionable } from './community/mentions.ts';
export { mayInGroup } from './groups/rights.ts';
export type { GroupDeed } from './groups/rights.ts';
export { isFinal } from './failure.ts';
export {
  artefactKinds,
  assetPrefix,
  avatarEdgesPx,
  avatarKey,
  avatarPrefix,
  derivedKey,
  exportFormats,
  editionPrefix,
  ownerOfKey,
  parseBlobKey,
  sentPictureKey,
  sourceKey,
} from './artefacts/blob-keys.ts';
export type { ArtefactKind, AssetKind, DerivedKind, ParsedBlobKey } from './artefacts/blob-keys.ts';
export { editionTransitions } from './playback/transitions.ts';
export type { EditionState } from './playback/transitions.ts';
export { reviewTransitions } from './review/transitions.ts';
export { forbiddenTransition, originsOf, requireTransition } from './transitions.ts';
export type { Transitions } from './transitions.ts';
export { uploadTransitions } from './uploads/transitions.ts';
export type { UploadState } from './uploads/transitions.ts';
export { assetTransitions, videoTransitions } from './videos/transitions.ts';
export type { AssetState, VideoState } from './videos/transitions.ts';
