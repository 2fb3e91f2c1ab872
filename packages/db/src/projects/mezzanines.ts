import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { StoredMezzanine } from '../videos/tables.ts';

/**
 * Keys of the mezzanines that no project has used for a month: none of their asset's owner names the asset and was
 * changed, shown or rendered since.
 */
export async function listUnusedMezzanines(db: Database, limit: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select artefacts.key from artefacts join assets on assets.id = artefacts.asset_id
    where artefacts.kind = 'mezzanine' and artefacts.state = 'stored'
      and artefacts.created_at < now() - interval '30 days'
      and not exists (
        select from projects
        left join previews on previews.project_id = projects.id
        where projects.owner_id = assets.owner_id
          and exists (select from jsonb_each(projects.document -> 'assets') as used
            where used.value ->> 'assetId' = assets.id)
          and (greatest(projects.updated_at, previews.used_at) > now() - interval '30 days'
            or exists (select from renders where renders.project_id = projects.id
              and renders.created_at > now() - interval '30 days')))
    limit ${limit}`.execute(db);
  return rows.map(({ key }) => key);
}

/** A mezzanine that is stored. */
export interface MezzanineOfAsset {
  /** The asset. */
  assetId: string;
  /** Its blob key. */
  key: string;
  /** What it is. */
  facts: StoredMezzanine;
}

/** The mezzanines of some assets, the oldest first. */
export async function listMezzanines(db: Database, assetIds: readonly string[]): Promise<MezzanineOfAsset[]> {
  if (assetIds.length === 0) return [];
  const rows = await db
    .selectFrom('artefacts')
    .select(['asset_id', 'key', 'facts'])
    .where('asset_id', 'in', [...assetIds])
    .where('kind', '=', sql.lit('mezzanine'))
    .where('state', '=', sql.lit('stored'))
    .orderBy('created_at')
    .orderBy('key')
    .execute();
  return rows.map(({ asset_id: assetId, key, facts }) => ({
    ...{ assetId: assetId ?? '', key },
    facts: facts as unknown as StoredMezzanine, // as: `storeArtefact` wrote them for the row's kind
  }));
}
