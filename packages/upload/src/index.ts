export { admitFile, admitUpload, maxOpenUploads } from './admission.ts';
export type { AnnouncedFile, UploadLimits, UploadUse } from './admission.ts';
export { findMovie } from './find-movie.ts';
export type { BytePlace, MovieSearch, ReadBytes } from './find-movie.ts';
export { orderParts, partsOf } from './order-parts.ts';
export { expectedPartBytes, layOutParts, missingParts } from './parts.ts';
export type { CutOptions, PartLayout, UploadShape } from './parts.ts';
export { isVideoName, videoExtensions } from './video-names.ts';
