import { jobPools, WeireelError, type Job } from '@weireel/contract';
import { describeJobs, type JobRow } from '@weireel/db/processing';
import { countDeadJobs, listJobs, readQueue } from '@weireel/jobs';
import { cancelJob, retryJob } from '@weireel/processing';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { pageOf, readCursor } from '../http/cursor.ts';
import { languageOf } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { placesOf, presentJob } from './present-job.ts';
import type { WorkerWatch } from '../processing/worker-watch.ts';
import type { HealthChecks } from './health-checks.ts';
import { readHealth } from './read-health.ts';

/** Waiting jobs that are shown of a pool. */
const shownWaiting = 100;

/** Background jobs and the health of the installation, for administrators. */
export function adminRoutes(
  app: FastifyInstance,
  context: ServerContext,
  health: { checks: HealthChecks; ffmpegVersion: string; worker: WorkerWatch },
): void {
  const { db } = context;

  const present = async (row: JobRow): Promise<Job> => {
    const facts = (await describeJobs(db, [row.id])).get(row.id);
    if (!facts) throw new WeireelError('not_found');
    return presentJob(facts, placesOf(Object.values(await readQueue(db))).get(row.id) ?? null);
  };

  route(app, 'adminJobs', async ({ query }) => {
    const limit = query.limit ?? 20;
    const rows = await listJobs(db, {
      state: query.state ?? null,
      limit: limit + 1,
      before: readCursor(query.cursor),
    });
    const places = placesOf(Object.values(await readQueue(db)));
    const facts = await describeJobs(
      db,
      rows.map(({ id }) => id),
    );
    const page = pageOf(
      rows,
      limit,
      ({ id }) => facts.get(id) ?? null,
      (row) => ({ at: row.created_at, id: row.id }),
    );
    // One that was forgotten between the two looks is left out.
    const items = page.items.flatMap((found) =>
      found === null ? [] : [presentJob(found, places.get(found.job.id) ?? null)],
    );
    return { ...page, items };
  });

  route(app, 'adminQueue', async () => {
    const queue = await readQueue(db);
    const places = placesOf(Object.values(queue));
    const shown = jobPools.map((pool) => {
      const { slots, jobs } = queue[pool];
      const waiting = jobs.filter(({ isRunning }) => !isRunning);
      return {
        pool,
        slots,
        runningIds: jobs.filter(({ isRunning }) => isRunning).map(({ id }) => id),
        waitingIds: waiting.slice(0, shownWaiting).map(({ id }) => id),
        waitingCount: waiting.length,
      };
    });
    const facts = await describeJobs(
      db,
      shown.flatMap(({ runningIds, waitingIds }) => [...runningIds, ...waitingIds]),
    );
    const jobsOf = (ids: string[], state: Job['state']): Job[] =>
      ids.flatMap((id) => {
        const found = facts.get(id);
        // What has moved on since the first look is shown by the next one.
        return found?.job.state === state ? [presentJob(found, places.get(id) ?? null)] : [];
      });
    return {
      pools: shown.map(({ pool, slots, runningIds, waitingIds, waitingCount }) => ({
        pool,
        slots,
        running: jobsOf(runningIds, 'running'),
        waiting: jobsOf(waitingIds, 'waiting'),
        waitingCount,
      })),
      deadCount: await countDeadJobs(db),
    };
  });

  route(app, 'adminHealth', ({ request }) =>
    readHealth(health.checks, { ...health, language: languageOf(request) }),
  );

  route(app, 'adminRetryJob', async ({ params, request }) =>
    present(await retryJob(db, params.id, request.id)),
  );

  route(app, 'adminCancelJob', async ({ params }) => present(await cancelJob(db, params.id)));
}
