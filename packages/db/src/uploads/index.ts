export type { UploadPartRow, UploadRow } from './tables.ts';
export {
  closeUploadsOfAsset,
  deletePart,
  findArrival,
  findPart,
  findUpload,
  findUploadProgress,
  finishUpload,
  insertUpload,
  listOpenUploads,
  listOverdueUploads,
  listParts,
  listUploadsOfAsset,
  lockUpload,
  markEarly,
  recordPart,
} from './uploads.ts';
export type { UploadArrival, UploadProgress } from './uploads.ts';
