export {
  isMultipartKnown,
  listAllOpenUploads,
  listDeletedAssets,
  listPlaylists,
  listProcessedAssets,
  listStuckAssets,
  listUnmadeCovers,
  listUnsealedEditions,
} from './audit.ts';
export { isArtefactKnown, listOverArtefacts, noteUnknownBlob } from './orphans.ts';
export type { UnknownBlob } from './orphans.ts';
