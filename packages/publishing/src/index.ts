export { adoptSource } from './adopt-source.ts';
export { deleteAssetWithVideos, deleteVideoWithAssets } from './delete-video.ts';
export { requestCover } from './request-cover.ts';
export { discardAsset } from './discard-asset.ts';
export { endUpload } from './end-upload.ts';
export { replaceSource } from './replace-source.ts';
export type { SourceWish } from './replace-source.ts';
