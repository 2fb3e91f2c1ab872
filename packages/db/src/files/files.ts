import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import type { AssetRow } from '../videos/tables.ts';
import type { FileFacts, KnownOfFile } from './tables.ts';

/** What a file is. */
export type FileKind = NonNullable<KnownOfFile['kind']>;

/** A file of somebody's own. */
export interface OwnFileRow {
  /** Its asset. */
  asset_id: string;
  /** Whose it is. */
  owner_id: string;
  /** What was made of it; null: nothing is yet. */
  facts: FileFacts | null;
  /** When it was sent. */
  created_at: Date;
  /** What it was called. */
  file_name: string;
  /** Where its asset stands. */
  state: AssetRow['state'];
  /** Why it cannot be used; null: it can, or is not checked yet. */
  failure_code: string | null;
  /** Random part of its media path. */
  media_key: string;
}

/** Notes a file whose asset was just added. */
export async function insertOwnFile(
  trx: Database,
  file: { assetId: string; ownerId: string },
): Promise<void> {
  await trx.insertInto('own_files').values({ asset_id: file.assetId, owner_id: file.ownerId }).execute();
}

function files(db: Database) {
  return db
    .selectFrom('own_files')
    .innerJoin('assets', 'assets.id', 'own_files.asset_id')
    .select(['own_files.asset_id', 'own_files.owner_id', 'own_files.created_at'])
    .select(['assets.file_name', 'assets.state', 'assets.failure_code', 'assets.media_key'])
    .select(sql<FileFacts | null>`own_files.facts`.as('facts'))
    .where('assets.state', '!=', sql.lit('deleted'));
}

/**
 * A person's files, the newest first.
 *
 * @param kind only those that are ready, and of this kind. Absent: all
 */
export async function listOwnFiles(
  db: Database,
  ownerId: string,
  { after, limit, kind }: { after: ListPosition | null; limit: number; kind?: FileKind | undefined },
): Promise<OwnFileRow[]> {
  return files(db)
    .where('own_files.owner_id', '=', ownerId)
    .$if(kind !== undefined, (query) =>
      query
        .where('assets.state', '=', sql.lit('ready'))
        .where(sql<string>`coalesce(own_files.facts ->> 'kind', 'picture')`, '=', kind ?? null),
    )
    .where(isAfter(['own_files.created_at', 'own_files.asset_id'], after))
    .orderBy('own_files.created_at', 'desc')
    .orderBy('own_files.asset_id', 'desc')
    .limit(limit)
    .execute();
}

/** The file that an asset is; null: it is none, or deleted. */
export async function findOwnFile(db: Database, assetId: string): Promise<OwnFileRow | null> {
  return (await files(db).where('own_files.asset_id', '=', assetId).executeTakeFirst()) ?? null;
}

/** How many files a person has. */
export async function countOwnFiles(db: Database, ownerId: string): Promise<number> {
  const rows = await files(db).where('own_files.owner_id', '=', ownerId).execute();
  return rows.length;
}

/** Says what was made of a file. */
export async function setFileFacts(trx: Database, assetId: string, facts: FileFacts): Promise<void> {
  await trx
    .updateTable('own_files')
    .set({ facts: JSON.stringify(facts) })
    .where('asset_id', '=', assetId)
    .execute();
}

/** Files of a day ago that never wholly arrived, or could not be used. */
export async function listLeftFiles(db: Database, limit: number): Promise<string[]> {
  const rows = await files(db)
    .where((eb) =>
      eb.or([eb('assets.state', '=', sql.lit('uploading')), eb('assets.state', '=', sql.lit('failed'))]),
    )
    .where('own_files.created_at', '<', sql<Date>`now() - interval '1 day'`)
    .limit(limit)
    .execute();
  return rows.map(({ asset_id }) => asset_id);
}
