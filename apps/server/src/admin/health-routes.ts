import { checkDatabase } from '@weireel/db';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { remembered } from '../remembered.ts';

/** Below this much free space uploads would soon fail. */
export const minFreeBytes = 512 * 1024 * 1024;

/** The check starts FFmpeg, and anybody may ask. */
const ffmpegHoldsMs = 15_000;

/** `/healthz`: the process lives. `/readyz`: database, storage and FFmpeg work. */
export function healthRoutes(
  app: FastifyInstance,
  context: ServerContext,
  checkFfmpeg: () => Promise<void>,
): void {
  const askFfmpeg = remembered(
    ffmpegHoldsMs,
    () => performance.now(),
    () => passes(checkFfmpeg),
  );
  const options = { schema: { hide: true }, config: { isUnlimited: true } } as const;

  app.get('/healthz', options, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { status: 'ok' };
  });

  app.get('/readyz', options, async (_request, reply) => {
    const checks = {
      database: await passes(() => checkDatabase(context.db)),
      storage: await passes(async () => {
        const free = await context.blobs.freeBytes();
        if (free !== null && free < minFreeBytes) throw new Error('storage is nearly full');
      }),
      ffmpeg: await askFfmpeg(),
    };
    const isReady = Object.values(checks).every((check) => check === 'ok');
    reply.header('cache-control', 'no-store').code(isReady ? 200 : 503);
    return { status: isReady ? 'ok' : 'unavailable', checks };
  });
}

/** Details stay in the log of whoever fails; the answer is public. */
async function passes(check: () => Promise<unknown>): Promise<'ok' | 'failed'> {
  try {
    await check();
    return 'ok';
  } catch {
    return 'failed';
  }
}
