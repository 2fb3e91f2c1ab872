import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/**
 * Notes blobs of an asset that something better has taken the place of. They are removed when nobody can be looking
 * at them any more: by the same time as a replaced edition.
 *
 * @param keys keys that are null are passed over
 */
export async function spendBlobs(
  trx: Database,
  assetId: string,
  keys: readonly (string | null)[],
): Promise<void> {
  for (const key of keys) {
    if (key === null) continue;
    await sql`
      insert into spent_blobs (key, asset_id, remove_after)
      select ${key}, id, now() + interval '3 hours' + make_interval(secs => 2 * coalesce(duration_ms, 0) / 1000.0)
      from assets where id = ${assetId}
      on conflict do nothing`.execute(trx);
  }
}

/** Notes a blob that is to be removed at once: what it belonged to was deleted. */
export async function spendBlobNow(trx: Database, assetId: string, key: string): Promise<void> {
  await trx
    .insertInto('spent_blobs')
    .values({ key, asset_id: assetId, remove_after: sql<Date>`now()` })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ remove_after: sql<Date>`now()` }))
    .execute();
}

/** Replaced blobs whose time is over. */
export async function listSpentBlobs(db: Database, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('spent_blobs')
    .select('key')
    .where('remove_after', '<=', sql<Date>`now()`)
    .orderBy('remove_after')
    .limit(limit)
    .execute();
  return rows.map(({ key }) => key);
}

/** Forgets a replaced blob, after its removal. */
export async function forgetSpentBlob(db: Database, key: string): Promise<void> {
  await db.deleteFrom('spent_blobs').where('key', '=', key).execute();
}
