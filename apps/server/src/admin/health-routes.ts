import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import type { WorkerWatch } from '../processing/worker-watch.ts';
import { requireRoom, requireWorker, type Probes } from './probes.ts';

/** `/healthz`: the process lives. `/readyz`: database, storage, FFmpeg and the worker work. */
export function healthRoutes(
  app: FastifyInstance,
  context: ServerContext,
  probes: Probes,
  worker: WorkerWatch,
): void {
  const options = { schema: { hide: true }, config: { isUnlimited: true } } as const;

  app.get('/healthz', options, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { status: 'ok' };
  });

  app.get('/readyz', options, async (_request, reply) => {
    const [database, storage, ffmpeg, lives] = await Promise.all([
      passes(probes.database()),
      passes(requireRoom(probes)),
      passes(probes.ffmpeg()),
      worker.isKept ? passes(requireWorker(probes, worker, context.now())) : null,
    ]);
    const checks = { database, storage, ffmpeg, ...(lives !== null && { worker: lives }) };
    const isReady = Object.values(checks).every((check) => check === 'ok');
    reply.header('cache-control', 'no-store').code(isReady ? 200 : 503);
    return { status: isReady ? 'ok' : 'unavailable', checks };
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
