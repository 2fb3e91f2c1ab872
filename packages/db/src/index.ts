export { whileNoBackup } from './backup/deletion-gate.ts';
export { DatabaseNotEmptyError, importDatabase } from './backup/import-database.ts';
export type { TableRows } from './backup/import-database.ts';
export { moveUpload } from './backup/move-upload.ts';
export { openSnapshot } from './backup/snapshot.ts';
export type { DatabaseSnapshot, OpenUpload } from './backup/snapshot.ts';
export type { BackupTable } from './backup/tables.ts';
export { EmbeddedDatabaseError } from './embedded/embedded-error.ts';
export { openEmbedded } from './embedded/open-embedded.ts';
export type { EmbeddedDatabase, EmbeddedOptions, Ownership } from './embedded/open-embedded.ts';
export { askFor } from './engine/asker.ts';
export { checkDatabase, connect, readDatabaseVersion } from './engine/connect.ts';
export type { Connection, Database } from './engine/connect.ts';
export { isDatabaseAway } from './engine/database-away.ts';
export type { Patience } from './engine/patience.ts';
export {
  appendEvent,
  cursorOf,
  eventsChannel,
  isEventCursor,
  latestEventCursor,
  readEvents,
} from './engine/events.ts';
export type { EventCursor, EventPage, NewEvent, StoredEvent } from './engine/events.ts';
export {
  deleteOldIdempotencyKeys,
  hasAnswer,
  storeAnswer,
  takeIdempotencyKey,
} from './engine/idempotency.ts';
export type { StoredAnswer } from './engine/idempotency.ts';
export { inTransaction } from './engine/in-transaction.ts';
export { lockInstallation, readInstallation, writeInstallation } from './engine/installation.ts';
export { isAfter } from './engine/keyset.ts';
export type { ListPosition } from './engine/keyset.ts';
export { listen } from './engine/listen.ts';
export type { ListenOptions } from './engine/listen.ts';
export { DatabaseTooNewError, migrateToLatest } from './engine/migrate.ts';
export type { Schema } from './engine/schema.ts';
export { createTurns } from './engine/turns.ts';
