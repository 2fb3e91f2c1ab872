import type { Job } from '@weireel/contract';
import type { JobRow } from '@weireel/db';
import { listJobs } from '@weireel/jobs';
import { retryJob } from '@weireel/upkeep';
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
    presentJob(await retryJob(db, params.id, request.id)),
  );
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
