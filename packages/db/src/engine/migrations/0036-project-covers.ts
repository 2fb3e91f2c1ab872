import { sql, type Kysely } from 'kysely';

/**
 * What lists show a project by: the asset of its first clip, which would otherwise be sought in whole documents. Those
 * that are there have none until they are changed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table projects add column cover_asset_id text`.execute(db);
}
