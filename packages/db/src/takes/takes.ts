import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { TakesRow } from './tables.ts';

/** Notes what an asset is to be joined of. */
export async function insertTakes(
  trx: Database,
  takes: { assetId: string; ownerId: string; partIds: readonly string[] },
): Promise<void> {
  await trx
    .insertInto('takes')
    .values({ asset_id: takes.assetId, owner_id: takes.ownerId, part_ids: [...takes.partIds] })
    .execute();
}

/** What an asset is joined of; null: it is not. */
export async function findTakes(db: Database, assetId: string): Promise<TakesRow | null> {
  const row = await db.selectFrom('takes').selectAll().where('asset_id', '=', assetId).executeTakeFirst();
  return row ?? null;
}

/** How many assets of a person are being joined, and how many were asked for within a day. */
export function countTakes(db: Database, ownerId: string): Promise<{ running: number; ofDay: number }> {
  return db
    .selectFrom('takes')
    .innerJoin('assets', 'assets.id', 'takes.asset_id')
    .select([
      sql<number>`count(*) filter (where assets.state = 'uploading')::integer`.as('running'),
      sql<number>`count(*)::integer`.as('ofDay'),
    ])
    .where('takes.owner_id', '=', ownerId)
    .where('takes.created_at', '>', sql<Date>`now() - interval '1 day'`)
    .executeTakeFirstOrThrow();
}

/** Assets that were sent to be joined two days ago or earlier, and of which nothing is being joined. */
export async function listLeftTakes(db: Database, limit: number): Promise<{ id: string }[]> {
  return db
    .selectFrom('assets')
    .select('assets.id')
    .where('for_takes', '=', true)
    .where('assets.state', 'in', ['ready', 'failed', 'processing'])
    .where('assets.created_at', '<', sql<Date>`now() - interval '2 days'`)
    .where(
      sql<boolean>`not exists (
        select 1 from takes join assets as whole on whole.id = takes.asset_id
        where takes.owner_id = assets.owner_id and whole.state = 'uploading'
          and assets.id = any(takes.part_ids))`,
    )
    .limit(limit)
    .execute();
}
