import { originsOf, uploadTransitions } from '@weireel/catalogue';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import type { NewUpload, UploadRow } from './tables.ts';

/** Adds an upload. */
export async function insertUpload(trx: Database, upload: NewUpload): Promise<UploadRow> {
  return trx.insertInto('uploads').values(upload).returningAll().executeTakeFirstOrThrow();
}

/** An upload with what it is for. */
export type UploadOfAsset = UploadRow & {
  /** Whether its asset is only to be joined with others. */
  for_takes: boolean;
};

/** Finds a person's upload; with its asset it is deleted, too. */
export async function findUpload(db: Database, id: string, userId: string): Promise<UploadOfAsset | null> {
  const row = await db
    .selectFrom('uploads')
    .innerJoin('assets', 'assets.id', 'uploads.asset_id')
    .selectAll('uploads')
    .select('assets.for_takes')
    .where('uploads.id', '=', id)
    .where('uploads.user_id', '=', userId)
    .where('assets.state', '!=', sql.lit('deleted'))
    .executeTakeFirst();
  return row ?? null;
}

/** Finds an upload and holds its row until the transaction ends. */
export async function lockUpload(trx: Database, id: string): Promise<UploadRow | null> {
  const row = await trx.selectFrom('uploads').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row ?? null;
}

/** A person's open uploads, newest first. */
export async function listOpenUploads(
  db: Database,
  options: { userId: string; limit: number; before: ListPosition | null },
): Promise<UploadOfAsset[]> {
  return db
    .selectFrom('uploads')
    .innerJoin('assets', 'assets.id', 'uploads.asset_id')
    .selectAll('uploads')
    .select('assets.for_takes')
    .where('user_id', '=', options.userId)
    .where('uploads.state', '=', sql.lit('open'))
    .where('expires_at', '>', sql<Date>`now()`)
    .where(isAfter(['uploads.created_at', 'uploads.id'], options.before))
    .orderBy('uploads.created_at', 'desc')
    .orderBy('uploads.id', 'desc')
    .limit(options.limit)
    .execute();
}

/** Ends an open upload. False: it was not open any more. */
export async function finishUpload(
  trx: Database,
  id: string,
  state: 'complete' | 'expired',
): Promise<boolean> {
  const row = await trx
    .updateTable('uploads')
    .set({ state, finished_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', 'in', originsOf(uploadTransitions, state))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that work on what has arrived is begun. False: it was before, or the upload is not open. */
export async function markEarly(trx: Database, id: string): Promise<boolean> {
  const row = await trx
    .updateTable('uploads')
    .set({ early_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', '=', sql.lit('open'))
    .where('early_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** How an upload stands for somebody who waits for its bytes. */
export interface UploadArrival {
  /** Where it stands. */
  state: UploadRow['state'];
  /** Milliseconds since a part arrived, or since it was begun. */
  quietMs: number;
}

/** How an upload stands; null when there is none. */
export async function findArrival(db: Database, id: string): Promise<UploadArrival | null> {
  const row = await db
    .selectFrom('uploads')
    .leftJoin('upload_parts', 'upload_parts.upload_id', 'uploads.id')
    .select([
      'uploads.state',
      sql<number>`extract(epoch from now() - coalesce(max(received_at), uploads.created_at))::float8`.as(
        'quietSeconds',
      ),
    ])
    .where('uploads.id', '=', id)
    .groupBy('uploads.id')
    .executeTakeFirst();
  return row ? { state: row.state, quietMs: row.quietSeconds * 1000 } : null;
}

/** Open uploads whose time is over. */
export async function listOverdueUploads(db: Database, limit: number): Promise<UploadRow[]> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('state', '=', sql.lit('open'))
    .where('expires_at', '<=', sql<Date>`now()`)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
}

/** Ends every open upload of an asset that is being deleted. */
export async function closeUploadsOfAsset(trx: Database, assetId: string): Promise<void> {
  await trx
    .updateTable('uploads')
    .set({ state: 'expired', finished_at: sql<Date>`now()` })
    .where('asset_id', '=', assetId)
    .where('state', 'in', originsOf(uploadTransitions, 'expired'))
    .execute();
}

/** Every upload of an asset, in whatever state. */
export async function listUploadsOfAsset(db: Database, assetId: string): Promise<UploadRow[]> {
  return db.selectFrom('uploads').selectAll().where('asset_id', '=', assetId).execute();
}

/** How far an upload is. */
export interface UploadProgress {
  /** Asset that it becomes. */
  assetId: string;
  /** Where it stands. */
  state: UploadRow['state'];
  /** Bytes that are safe. */
  receivedBytes: number;
  /** Bytes of the whole. */
  sizeBytes: number;
}

/** How far these uploads are, by id; without those that are not there. */
export async function listUploadProgress(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, UploadProgress>> {
  const rows = await db
    .selectFrom('uploads')
    .leftJoin('upload_parts', 'upload_parts.upload_id', 'uploads.id')
    .select((eb) => [
      'uploads.id',
      'uploads.asset_id',
      'uploads.state',
      'uploads.size_bytes',
      eb.fn.sum<number | null>('upload_parts.size_bytes').as('received'),
    ])
    .where(sql<boolean>`uploads.id = any(${ids}::text[])`)
    .groupBy('uploads.id')
    .execute();
  return new Map(
    rows.map(({ id, asset_id, state, size_bytes, received }) => [
      id,
      { assetId: asset_id, state, receivedBytes: Number(received ?? 0), sizeBytes: size_bytes },
    ]),
  );
}

/** What open uploads have announced and not sent yet. */
export interface Announcements {
  /** How many of them are this person's. */
  ownCount: number;
  /** Bytes that this person's still lack. */
  ownBytes: number;
  /** Bytes that everybody's still lack. */
  allBytes: number;
}

/** What is still to come of open uploads, this person's and everybody's. */
export async function readAnnouncements(db: Database, userId: string): Promise<Announcements> {
  const { rows } = await sql<Record<keyof Announcements, string>>`
    select count(*) filter (where user_id = ${userId}) as "ownCount",
      coalesce(sum(lacking) filter (where user_id = ${userId}), 0) as "ownBytes",
      coalesce(sum(lacking), 0) as "allBytes"
    from (
      select user_id, size_bytes - coalesce((
        select sum(upload_parts.size_bytes) from upload_parts where upload_id = uploads.id), 0) as lacking
      from uploads where state = 'open' and expires_at > now()) as open`.execute(db);
  const [row] = rows;
  return {
    ownCount: Number(row?.ownCount ?? 0),
    ownBytes: Number(row?.ownBytes ?? 0),
    allBytes: Number(row?.allBytes ?? 0),
  };
}
