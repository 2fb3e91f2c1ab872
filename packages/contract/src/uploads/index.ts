export {
  CompletedUpload,
  CreateUploadBody,
  CreatedUpload,
  PartUrls,
  PartUrlsBody,
  Upload,
  UploadPart,
  UploadState,
} from './shapes.ts';
