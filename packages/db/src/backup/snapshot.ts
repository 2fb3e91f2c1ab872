import pg from 'pg';
import { to } from 'pg-copy-streams';
import { endClient } from '../engine/bounded-client.ts';
import { unhurriedConfig } from '../engine/patience.ts';
import { deletionGate } from './deletion-gate.ts';
import { listTables, type BackupTable } from './tables.ts';

/** An upload that was open in a snapshot. */
export interface OpenUpload {
  /** Its id. */
  id: string;
  /** Key that its blob will have. */
  blobKey: string;
  /** Id of its unfinished blob. */
  blobUploadId: string;
  /** Bytes of the whole. */
  sizeBytes: number;
  /** Bytes of every part but the last. */
  partSizeBytes: number;
  /** Parts that had arrived; `etag` is the SHA-256 of the bytes in hex. */
  parts: { n: number; sizeBytes: number; etag: string }[];
}

/** The database as it was at one moment, while others go on writing. No bytes of blobs are removed meanwhile. */
export interface DatabaseSnapshot {
  /** Migrations that the database has, in order. */
  migrations: string[];
  /** Its tables, in the order in which they can be written back. */
  tables: BackupTable[];
  /** Rows of a table in PostgreSQL's text format; one table at a time. `rowCount` is right after the last byte. */
  readTable(table: BackupTable): AsyncIterable<Uint8Array> & { rowCount: number };
  /** Ids of all assets, deleted ones included. */
  assetIds(): Promise<Set<string>>;
  /** Ids of all people, those who went included. */
  personIds(): Promise<Set<string>>;
  /** Uploads that were open. */
  openUploads(): Promise<OpenUpload[]>;
  /** Ends the view of the past; removals stay held back until `close`. */
  endReading(): Promise<void>;
  /** Rejects when the connection broke, and with it the hold on removals. */
  assertHeld(): Promise<void>;
  /** Lets go of everything. */
  close(): Promise<void>;
}

/** Holds back removals of bytes, waiting for those under way, and takes a snapshot. */
export async function openSnapshot(url: string): Promise<DatabaseSnapshot> {
  const client = new pg.Client(unhurriedConfig(url));
  // A connection that breaks fails the next call as well.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`set client_encoding to 'UTF8'; set timezone to 'UTC'; set datestyle to 'ISO'`);
    await client.query('select pg_advisory_lock($1)', [deletionGate]);
    await client.query('begin isolation level repeatable read, read only');
    const tables = await listTables(client);
    const done = await client.query<{ name: string }>('select name from kysely_migration order by name');
    return snapshotOf(
      client,
      tables,
      done.rows.map(({ name }) => name),
    );
  } catch (error) {
    await endClient(client);
    throw error;
  }
}

function snapshotOf(client: pg.Client, tables: BackupTable[], migrations: string[]): DatabaseSnapshot {
  return {
    migrations,
    tables,
    readTable: (table) => client.query(to(copyOut(table))),
    async assetIds() {
      const { rows } = await client.query<{ id: string }>('select id from assets');
      return new Set(rows.map(({ id }) => id));
    },
    async personIds() {
      const { rows } = await client.query<{ id: string }>('select id from users');
      return new Set(rows.map(({ id }) => id));
    },
    async openUploads() {
      const uploads = await client.query<Omit<OpenUpload, 'parts'>>(`
        select id, blob_key as "blobKey", blob_upload_id as "blobUploadId", size_bytes as "sizeBytes",
          part_size_bytes as "partSizeBytes"
        from uploads where state = 'open' order by id`);
      const parts = await client.query<{ uploadId: string; n: number; sizeBytes: number; etag: string }>(`
        select upload_id as "uploadId", n, upload_parts.size_bytes as "sizeBytes", etag
        from upload_parts join uploads on uploads.id = upload_id where state = 'open' order by n`);
      return uploads.rows.map((upload) => ({
        ...upload,
        parts: parts.rows
          .filter(({ uploadId }) => uploadId === upload.id)
          .map(({ n, sizeBytes, etag }) => ({ n, sizeBytes, etag })),
      }));
    },
    async endReading() {
      await client.query('commit');
    },
    async assertHeld() {
      await client.query('select 1');
    },
    close: () => endClient(client),
  };
}

/**
 * The event log orders by transaction numbers, which mean nothing in another cluster: there, large ones would lie in
 * the future and hide. Restored events get the smallest that exists.
 */
function copyOut({ name, columns }: BackupTable): string {
  const chosen = columns.map((column) =>
    name === 'events' && column === 'tx' ? `'3'::xid8` : pg.escapeIdentifier(column),
  );
  return `copy (select ${chosen.join(', ')} from ${pg.escapeIdentifier(name)}) to stdout`;
}
