export { canSee, isAdmin, isManagedBy, isOpen, mustRotateMedia, reviewAtStart } from './access.ts';
export type { ReviewMode, VideoAccessFacts, Viewer } from './access.ts';
export { isRetryable } from './failure.ts';
export { estimateRemaining, queueWait, usualOf } from './remaining.ts';
export type { Estimate, EstimateInput, Experience, StageFactsForEstimate, UsualMs } from './remaining.ts';
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
