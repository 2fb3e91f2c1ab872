import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/**
 * Whether somebody's video is about to become playable: its job runs, or could run within a second, as one whose turn
 * has not quite come. No ladder is begun meanwhile, because it would take the processors for far longer than a first
 * playable needs them.
 */
export async function isFirstPlayableDue(db: Database): Promise<boolean> {
  const { rows } = await sql<{ isDue: boolean }>`
    select exists (
      select from jobs
      join assets on assets.id = jobs.subject_id and jobs.subject_type = 'asset'
      left join graphile_worker.jobs as deliveries on deliveries.key = jobs.id
      where jobs.kind = 'process_first'
        and jobs.state in ('waiting', 'running')
        and not jobs.cancel_requested
        and assets.state = 'processing'
        and assets.edition_id is null
        and (jobs.state = 'running' or deliveries.run_at <= now() + interval '1 second')
    ) as "isDue"`.execute(db);
  return rows[0]?.isDue === true;
}
