import type { Database } from '@weireel/db';

/** Notes how far an attempt is, from 0 to 1; for kinds that are no part of a pipeline, whose stages say so. */
export async function noteProgress(db: Database, attemptId: string, share: number): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ progress: Math.min(1, Math.max(0, share)) })
    .where('attempt_id', '=', attemptId)
    .where('state', '=', 'running')
    .execute();
}
