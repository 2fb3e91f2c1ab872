import type { StageName } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** Newest assets that experience is drawn from. */
const mostAssets = 60;

/** How long each step took for the assets that were processed last. */
export async function listExperience(
  db: Database,
): Promise<{ stage: StageName; tookMs: number; durationMs: number }[]> {
  const { rows } = await sql<{ stage: StageName; tookMs: number; durationMs: number }>`
    with latest as (
      select distinct asset_id from (
        select subject_id as asset_id from jobs where state = 'done' and kind = 'process_ladder'
        order by created_at desc, id desc limit ${mostAssets}
      ) as newest
    )
    select stages.stage, assets.duration_ms as "durationMs",
      (extract(epoch from stages.finished_at - stages.started_at) * 1000)::float8 as "tookMs"
    from latest
    join assets on assets.id = latest.asset_id and assets.duration_ms is not null
    join stages on stages.asset_id = assets.id and stages.state = 'done'
    where stages.started_at is not null and stages.finished_at >= stages.started_at`.execute(db);
  return rows;
}
