import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import type { WorkerWatch } from '../processing/worker-watch.ts';
import { requireRoom, requireWorker, type HealthChecks } from './health-checks.ts';

/** `/healthz`: the process lives. `/readyz`: database, storage, FFmpeg and the worker work. */
export function healthRoutes(
  app: FastifyInstance,
  context: ServerContext,
  checks: HealthChecks,
  worker: WorkerWatch,
): void {
  const options = { schema: { hide: true }, config: { isUnlimited: true, answersAnyHost: true } } as const;

  app.get('/healthz', options, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { status: 'ok' };
  });

  app.get('/readyz', options, async (_request, reply) => {
    const [database, storage, ffmpeg, lives] = await Promise.all([
      passes(checks.database()),
      passes(requireRoom(checks)),
      passes(checks.ffmpeg()),
      worker.isKept ? passes(requireWorker(checks, worker, context.now())) : null,
    ]);
    const results = { database, storage, ffmpeg, ...(lives !== null && { worker: lives }) };
    const isReady = Object.values(results).every((result) => result === 'ok');
    reply.header('cache-control', 'no-store').code(isReady ? 200 : 503);
    return { status: isReady ? 'ok' : 'unavailable', checks: results };
  });
}

/** Details stay in the log of whoever fails; the answer is public. */
async function passes(check: Promise<unknown>): Promise<'ok' | 'failed'> {
  try {
    await check;
    return 'ok';
  } catch {
    return 'failed';
  }
}
