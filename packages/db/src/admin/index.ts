export {
  forgetBlobs,
  isBlobKnown,
  isMultipartKnown,
  listAllOpenUploads,
  listDeletedAssets,
  listPlaylists,
  listProcessedAssets,
  listStuckAssets,
  listUnmadeCovers,
  listUnsealedEditions,
} from './audit.ts';
