export { admitUpload } from './admission.ts';
export type { AnnouncedFile, UploadLimits } from './admission.ts';
export { expectedPartBytes, layOutParts, missingParts } from './parts.ts';
export type { PartLayout, UploadShape } from './parts.ts';
