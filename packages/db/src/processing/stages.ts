import type { StageName, StageState } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { progressChannel } from './progress.ts';

/** Writes the pipeline of a new asset: its upload runs where it has one, everything else waits. */
export async function insertStages(
  trx: Database,
  assetId: string,
  stages: readonly StageName[],
): Promise<void> {
  await trx
    .insertInto('stages')
    .values(
      stages.map((stage) => ({
        asset_id: assetId,
        stage,
        state: stage === 'upload' ? ('running' as const) : ('waiting' as const),
        started_at: stage === 'upload' ? sql<Date>`now()` : null,
      })),
    )
    .execute();
}

/** Moves a stage to another state; reasons replace the former ones when given. */
export async function setStage(
  trx: Database,
  assetId: string,
  stage: StageName,
  state: StageState,
  reasonCodes?: string[],
): Promise<void> {
  const ended = state === 'done' || state === 'failed' || state === 'skipped';
  await trx
    .updateTable('stages')
    .set({
      state,
      ...(state === 'running' && { started_at: sql<Date>`now()`, finished_at: null, progress: 0 }),
      ...(state === 'waiting' && { started_at: null, finished_at: null, progress: 0 }),
      ...(ended && { finished_at: sql<Date>`now()` }),
      ...(state === 'done' && { progress: 1 }),
      ...(reasonCodes && { reason_codes: reasonCodes }),
    })
    .where('asset_id', '=', assetId)
    .where('stage', '=', stage)
    .execute();
  await notifyProgress(trx, assetId);
}

/** Notes how far a running stage is, from 0 to 1. */
export async function setStageProgress(
  db: Database,
  assetId: string,
  stage: StageName,
  progress: number,
): Promise<void> {
  await db
    .updateTable('stages')
    .set({ progress: Math.min(1, Math.max(0, progress)) })
    .where('asset_id', '=', assetId)
    .where('stage', '=', stage)
    .where('state', '=', sql.lit('running'))
    .execute();
  await notifyProgress(db, assetId);
}

/** How far a stage is, from 0 to 1; 0 where there is none. */
export async function findStageProgress(db: Database, assetId: string, stage: StageName): Promise<number> {
  const row = await db
    .selectFrom('stages')
    .select('progress')
    .where('asset_id', '=', assetId)
    .where('stage', '=', stage)
    .executeTakeFirst();
  return row?.progress ?? 0;
}

/** The owner travels with it, so that nobody who hears it has to look for them. */
async function notifyProgress(db: Database, assetId: string): Promise<void> {
  await sql`select pg_notify(
    ${progressChannel},
    json_build_object('assetId', id, 'ownerId', owner_id)::text
  ) from assets where id = ${assetId}`.execute(db);
}

/** An asset's stages that are in one of these states. */
export async function listStages(
  db: Database,
  assetId: string,
  states: StageState[],
): Promise<{ stage: StageName; state: StageState }[]> {
  return db
    .selectFrom('stages')
    .select(['stage', 'state'])
    .where('asset_id', '=', assetId)
    .where('state', 'in', states)
    .execute();
}
