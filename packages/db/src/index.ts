export {
  changeAsset,
  findAssetOwner,
  findAsset,
  findMediaAccess,
  findStoryboard,
  hasVideo,
  insertAsset,
  listAssets,
  listUnusedAssets,
  lockAsset,
  markAssetDeleted,
  publishDerived,
  removeAsset,
  sheetKeysOf,
} from './assets.ts';
export type { AssetChange, DerivedPictures, MediaAccess, NewAsset } from './assets.ts';
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
export { DatabaseNotEmptyError, importDatabase } from './backup/import-database.ts';
export type { TableRows } from './backup/import-database.ts';
export { moveUpload } from './backup/move-upload.ts';
export { openSnapshot } from './backup/snapshot.ts';
export type { DatabaseSnapshot, OpenUpload } from './backup/snapshot.ts';
export type { BackupTable } from './backup/tables.ts';
export { checkDatabase, connect, readDatabaseVersion } from './connect.ts';
export type { Connection, Database } from './connect.ts';
export {
  chooseCoverTime,
  forgetCover,
  listCovers,
  listWantedCovers,
  publishCover,
  publishPoster,
  renewCovers,
} from './covers.ts';
export type { WantedCover } from './covers.ts';
export { isDatabaseAway } from './database-away.ts';
export { whileNoBackup } from './deletion-gate.ts';
export {
  findCurrentEdition,
  findEdition,
  findPlaylist,
  insertEdition,
  listSpentEditions,
  publishEdition,
  putPlaylists,
  removeDraftEdition,
  removeEdition,
  setEdition,
  withdrawEditions,
} from './editions.ts';
export type { NewEdition, PlaylistText } from './editions.ts';
export {
  appendEvent,
  cursorOf,
  eventsChannel,
  isEventCursor,
  latestEventCursor,
  progressChannel,
  readEvents,
} from './events.ts';
export type { EventCursor, NewEvent } from './events.ts';
export { listExperience } from './experience.ts';
export { deleteOldIdempotencyKeys, storeAnswer, takeIdempotencyKey } from './idempotency.ts';
export type { StoredAnswer } from './idempotency.ts';
export { inTransaction } from './in-transaction.ts';
export { lockInstallation, readInstallation, writeInstallation } from './installation.ts';
export { listen } from './listen.ts';
export type { ListenOptions } from './listen.ts';
export { DatabaseTooNewError, migrateToLatest } from './migrate.ts';
export type {
  AssetRow,
  EditionRow,
  EventRow,
  JobRow,
  Schema,
  StageRow,
  StoredCoverCandidate,
  StoredRendition,
  StoredStoryboard,
  UploadPartRow,
  UploadRow,
  UserRow,
  VideoRow,
} from './schema.ts';
export {
  deleteOldSessions,
  deleteSession,
  findSession,
  insertSession,
  isSessionAlive,
  sessionsChannel,
} from './sessions.ts';
export {
  findAwaitingVideos,
  keepFormerSource,
  listFormerSources,
  lockVideo,
  lockVideosAwaiting,
  moveToNextSource,
  playsWhole,
  setAssetOwner,
  setNextSource,
} from './sources.ts';
export { forgetSpentBlob, listSpentBlobs, spendBlobNow, spendBlobs } from './spent-blobs.ts';
export { insertStages, listStages, setStage, setStageProgress } from './stages.ts';
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
export {
  approveUser,
  countPublicVideos,
  findUser,
  findUserByAccount,
  findUserByOpenid,
  hasAdmin,
  insertUser,
  lockUser,
  usedBytes,
} from './users.ts';
export type { NewUser } from './users.ts';
export {
  deleteVideo,
  findVideo,
  insertVideo,
  listLatestVideos,
  listVideosAbout,
  listVideosOfAsset,
  listVideosOfAuthor,
  publishVideos,
  rotateMediaKey,
  updateVideoDetails,
} from './videos.ts';
export type { ListPosition, NewVideo, StageFacts, VideoWithAsset } from './videos.ts';
export { openEmbedded } from './embedded/open-embedded.ts';
export type { EmbeddedDatabase, EmbeddedOptions } from './embedded/open-embedded.ts';
