export { Mp4FormatError } from './mp4/mp4-format-error.ts';
export { createPackager } from './packager/create-packager.ts';
export type {
  InitPiece,
  Packager,
  PackagerLimits,
  PackagerOptions,
  Piece,
  SegmentPiece,
} from './packager/create-packager.ts';
export type { PackagingFacts } from './packager/packaging-facts.ts';
export { StreamUnfitError } from './packager/stream-unfit-error.ts';
export type { UnfitReason } from './packager/stream-unfit-error.ts';
