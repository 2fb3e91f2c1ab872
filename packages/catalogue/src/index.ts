export { isAdmin, isManagedBy, may, mustRotateMedia, reviewAtStart } from './access/access.ts';
export type { ReviewMode, VideoAccessFacts, Viewer } from './access/access.ts';
export { deeds, mayOthers } from './access/visibility.ts';
export type { Deed, VideoFacts } from './access/visibility.ts';
export { isFinal, isRetryable } from './failure.ts';
export {
  artefactKinds,
  assetIdOfKey,
  assetPrefix,
  derivedKey,
  editionPrefix,
  parseBlobKey,
  sourceKey,
} from './artefacts/blob-keys.ts';
export type { ArtefactKind, DerivedKind, ParsedBlobKey } from './artefacts/blob-keys.ts';
