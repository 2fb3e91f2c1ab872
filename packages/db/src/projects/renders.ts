import type { RenderReport } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { AssetRow } from '../videos/tables.ts';
import type { RenderRow } from './tables.ts';

/** A film with how far its asset is. */
export type RenderFacts = Pick<RenderRow, 'asset_id' | 'revision' | 'progress' | 'report' | 'created_at'> &
  Pick<AssetRow, 'state' | 'failure_code'> & {
    /** The first video that was made of it; null: there is none. */
    video_id: string | null;
  };

/** Notes what film an asset is to be. */
export async function insertRender(
  trx: Database,
  render: {
    assetId: string;
    projectId: string;
    ownerId: string;
    revision: number;
    document: object;
    isOfBatch: boolean;
  },
): Promise<void> {
  await trx
    .insertInto('renders')
    .values({
      ...{ asset_id: render.assetId, project_id: render.projectId, owner_id: render.ownerId },
      ...{ revision: render.revision, document: JSON.stringify(render.document) },
      is_of_batch: render.isOfBatch,
    })
    .execute();
}

/** What film an asset is to be; null: it is none. */
export async function findRender(db: Database, assetId: string): Promise<RenderRow | null> {
  const row = await db.selectFrom('renders').selectAll().where('asset_id', '=', assetId).executeTakeFirst();
  return row ?? null;
}

/** The latest film of a project that was not deleted; null: there is none. */
export async function findLatestRender(db: Database, projectId: string): Promise<RenderFacts | null> {
  const [row] = await listRenders(db, projectId, 1);
  return row ?? null;
}

/** Films of a project that were not deleted, newest first. */
export function listRenders(db: Database, projectId: string, limit: number): Promise<RenderFacts[]> {
  return db
    .selectFrom('renders')
    .innerJoin('assets', 'assets.id', 'renders.asset_id')
    .select(['asset_id', 'revision', 'progress', 'report', 'assets.state', 'assets.failure_code'])
    .select((eb) => [
      'renders.created_at',
      eb
        .selectFrom('videos')
        .select('videos.id')
        .whereRef('videos.asset_id', '=', 'renders.asset_id')
        .orderBy('videos.created_at')
        .limit(1)
        .as('video_id'),
    ])
    .where('project_id', '=', projectId)
    .where('assets.state', '!=', sql.lit('deleted'))
    .orderBy('renders.created_at', 'desc')
    .limit(limit)
    .execute();
}

/** How many films of a person are being rendered, alone and in batches, and how many were asked for within a day. */
export function countRenders(
  db: Database,
  ownerId: string,
): Promise<{ running: number; batched: number; ofDay: number }> {
  return db
    .selectFrom('renders')
    .innerJoin('assets', 'assets.id', 'renders.asset_id')
    .select([
      sql<number>`count(*) filter (where assets.state = 'uploading' and not is_of_batch)::integer`.as(
        'running',
      ),
      sql<number>`count(*) filter (where assets.state = 'uploading' and is_of_batch)::integer`.as('batched'),
      sql<number>`count(*)::integer`.as('ofDay'),
    ])
    .where('renders.owner_id', '=', ownerId)
    .where('renders.created_at', '>', sql<Date>`now() - interval '1 day'`)
    .executeTakeFirstOrThrow();
}

/** Says how far the rendering of a film is, 0 to 1. */
export async function setRenderProgress(db: Database, assetId: string, progress: number): Promise<void> {
  await db.updateTable('renders').set({ progress }).where('asset_id', '=', assetId).execute();
}

/** Keeps what a film was made of. */
export async function keepRenderReport(trx: Database, assetId: string, report: RenderReport): Promise<void> {
  await trx
    .updateTable('renders')
    .set({ report: JSON.stringify(report) })
    .where('asset_id', '=', assetId)
    .execute();
}
