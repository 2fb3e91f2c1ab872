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
} from './videos/assets.ts';
export type { AssetChange, DerivedPictures, MediaAccess, NewAsset } from './videos/assets.ts';
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
} from './admin/audit.ts';
export { DatabaseNotEmptyError, importDatabase } from './backup/import-database.ts';
export type { TableRows } from './backup/import-database.ts';
export { moveUpload } from './backup/move-upload.ts';
export { openSnapshot } from './backup/snapshot.ts';
export type { DatabaseSnapshot, OpenUpload } from './backup/snapshot.ts';
export type { BackupTable } from './backup/tables.ts';
export { checkDatabase, connect, readDatabaseVersion } from './engine/connect.ts';
export type { Connection, Database } from './engine/connect.ts';
export {
  chooseCoverTime,
  forgetCover,
  listCovers,
  listWantedCovers,
  publishCover,
  publishPoster,
  renewCovers,
} from './videos/covers.ts';
export type { WantedCover } from './videos/covers.ts';
export { isDatabaseAway } from './engine/database-away.ts';
export { whileNoBackup } from './backup/deletion-gate.ts';
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
} from './playback/editions.ts';
export type { NewEdition, PlaylistText } from './playback/editions.ts';
export {
  appendEvent,
  cursorOf,
  eventsChannel,
  isEventCursor,
  latestEventCursor,
  progressChannel,
  readEvents,
} from './engine/events.ts';
export type { EventCursor, NewEvent } from './engine/events.ts';
export { listExperience } from './processing/experience.ts';
export { deleteOldIdempotencyKeys, storeAnswer, takeIdempotencyKey } from './engine/idempotency.ts';
export type { StoredAnswer } from './engine/idempotency.ts';
export { inTransaction } from './engine/in-transaction.ts';
export { lockInstallation, readInstallation, writeInstallation } from './engine/installation.ts';
export { listen } from './engine/listen.ts';
export type { ListenOptions } from './engine/listen.ts';
export { DatabaseTooNewError, migrateToLatest } from './engine/migrate.ts';
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
} from './engine/schema.ts';
export {
  deleteOldSessions,
  deleteSession,
  findSession,
  insertSession,
  isSessionAlive,
  sessionsChannel,
} from './people/sessions.ts';
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
} from './videos/sources.ts';
export { forgetSpentBlob, listSpentBlobs, spendBlobNow, spendBlobs } from './videos/spent-blobs.ts';
export { insertStages, listStages, setStage, setStageProgress } from './processing/stages.ts';
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
} from './uploads/uploads.ts';
export type { UploadArrival, UploadProgress } from './uploads/uploads.ts';
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
} from './people/users.ts';
export type { NewUser } from './people/users.ts';
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
} from './videos/videos.ts';
export type { ListPosition, NewVideo, StageFacts, VideoWithAsset } from './videos/videos.ts';
export { openEmbedded } from './embedded/open-embedded.ts';
export type { EmbeddedDatabase, EmbeddedOptions } from './embedded/open-embedded.ts';
