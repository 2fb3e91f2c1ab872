import { WeireelError } from '@weireel/contract';
import type { FastifyInstance } from 'fastify';
import { addressBlocks } from './address-blocks.ts';
import type { ServerContext } from './context.ts';
import { createRateWindow } from './rate-window.ts';

/** How long calls are counted together. */
const windowMs = 60_000;

/** Refuses calls beyond those of a minute: of a person, or of the address block of those who are not signed in. */
export function limitCalls(app: FastifyInstance, { config, elapsedMs }: ServerContext): void {
  const window = createRateWindow(windowMs, elapsedMs);
  app.addHook('preHandler', (request, _reply, done) => {
    if (request.is404 || request.routeOptions.config.isUnlimited === true) return done();
    const key = request.viewer?.id ?? addressBlocks(request.ip).own;
    const waitMs = window.take(key, config.rates.apiPerMinute);
    done(waitMs === 0 ? undefined : new WeireelError('rate_limited', { retryAfterMs: waitMs }));
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether calls of this route are not counted. Default: they are. */
    isUnlimited?: boolean;
  }
}
