export type { UploadPartRow, UploadRow } from './tables.ts';
export {
  claimCompletion,
  noteChecksum,
  releaseCompletion,
  renewCompletion,
  restartUpload,
} from './completion.ts';
export type { Completer, CompletionClaim } from './completion.ts';
export { claimPart, findPart, forgetParts, listParts, recordPart } from './parts.ts';
export type { PartClaim, SafePart } from './parts.ts';
export {
  closeUploadsOfAsset,
  findArrival,
  findUpload,
  finishUpload,
  insertUpload,
  listOpenUploads,
  listOverdueUploads,
  listUploadProgress,
  listUploadsOfAsset,
  lockUpload,
  markEarly,
  readAnnouncements,
} from './uploads.ts';
export type { Announcements, UploadArrival, UploadOfAsset, UploadProgress } from './uploads.ts';
