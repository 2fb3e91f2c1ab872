import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** Assets that are made of the same project as an asset is, with that itself: films, and the preview. */
function ofProject(assetId: string) {
  return sql<string>`select asset_id from (
    select asset_id, project_id from renders union all select asset_id, project_id from previews
  ) as made where asset_id = ${assetId} or project_id = (
    select project_id from renders where asset_id = ${assetId}
    union all select project_id from previews where asset_id = ${assetId})`;
}

/** Where a rendered segment of a project is kept: of this film or preview of it, or of another. */
export async function findSegment(
  db: Database,
  assetId: string,
  hash: string,
): Promise<{ key: string } | null> {
  const row = await db
    .selectFrom('artefacts')
    .select('key')
    .where(sql<boolean>`asset_id in (${ofProject(assetId)})`)
    .where('kind', '=', sql.lit('segment'))
    .where('state', '=', sql.lit('stored'))
    .where(sql<string>`facts ->> 'hash'`, '=', hash)
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Keys of the segments of a project's earlier films, which a newer film has taken over. */
export async function listFormerSegments(db: Database, assetId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('artefacts')
    .innerJoin('renders', 'renders.asset_id', 'artefacts.asset_id')
    .innerJoin('renders as own', 'own.project_id', 'renders.project_id')
    .innerJoin('assets', 'assets.id', 'renders.asset_id')
    .select('artefacts.key')
    .where('own.asset_id', '=', assetId)
    .where('renders.asset_id', '!=', assetId)
    .where('assets.state', '!=', sql.lit('uploading'))
    .where('artefacts.kind', '=', sql.lit('segment'))
    .where('artefacts.state', '=', sql.lit('stored'))
    .execute();
  return rows.map(({ key }) => key);
}
