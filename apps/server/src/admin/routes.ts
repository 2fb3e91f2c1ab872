import { WeireelError, type Job } from '@weireel/contract';
import { appendEvent, changeAsset, listStages, setStage, type JobRow } from '@weireel/db';
import { findJob, listJobs, reviveJob } from '@weireel/jobs';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { pageOf, readCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';

/** Background jobs, for administrators. */
export function adminRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;

  route(app, 'adminJobs', async ({ query }) => {
    const limit = query.limit ?? 20;
    const rows = await listJobs(db, {
      state: query.state ?? null,
      limit: limit + 1,
      before: readCursor(query.cursor),
    });
    return pageOf(rows, limit, presentJob, (row) => ({ at: row.created_at, id: row.id }));
  });

  route(app, 'adminRetryJob', async ({ params, request }) =>
    db.transaction().execute(async (trx) => {
      if (!(await findJob(trx, params.id))) throw new WeireelError('not_found');
      if (!(await reviveJob(trx, params.id))) throw new WeireelError('not_retryable');
      const job = await findJob(trx, params.id);
      if (!job) throw new WeireelError('not_found');
      if (job.asset_id !== null) await reviveAsset(trx, job.asset_id, request.id);
      return presentJob(job);
    }),
  );
}

async function reviveAsset(trx: ServerContext['db'], assetId: string, requestId: string): Promise<void> {
  const asset = await changeAsset(trx, assetId, { state: 'processing', failureCode: null }, 'failed');
  if (!asset) return;
  for (const { stage } of await listStages(trx, assetId, ['failed', 'skipped']))
    await setStage(trx, assetId, stage, 'waiting');
  await appendEvent(trx, { kind: 'asset.changed', subjectId: assetId, userId: asset.ownerId, requestId });
}

function presentJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    assetId: row.asset_id,
    state: row.state,
    attempt: row.attempt,
    maxAttempts: row.max_failures,
    progress: row.progress,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
