import type { FastifyInstance } from 'fastify';
import { addressBlocks } from './address-blocks.ts';
import type { ServerContext } from './context.ts';
import { createRateWindow } from './rate-window.ts';

/** How long refusals are counted together. */
const windowMs = 60_000;
/** How long a refusal waits: whoever goes on after so many of them gets no more than the next one in its place. */
const delayMs = 2000;
/** Refusals that wait at once, each with its connection; those beyond are answered at once. */
const mostWaiting = 1000;

/**
 * Answers callers late who are refused over and over, by person or by the address block of those who are not signed in.
 * A program that takes no refusal for an answer waits for it instead of asking again at once.
 */
export function slowRefusals(app: FastifyInstance, { config, elapsedMs }: SlowRefusalsContext): void {
  const refused = createRateWindow(windowMs, elapsedMs);
  const waiting = new Set<() => void>();
  app.addHook('onSend', (request, reply, payload, done) => {
    const isRefusal = reply.statusCode >= 400 && reply.statusCode < 500;
    if (!isRefusal || request.routeOptions.config.isUnlimited === true) return done(null, payload);
    const key = request.viewer?.id ?? addressBlocks(request.ip).own;
    const isAtOnce = refused.take(key, config.rates.refusalsPerMinute) === 0;
    if (isAtOnce || waiting.size >= mostWaiting) return done(null, payload);
    const answer = (): void => {
      clearTimeout(timer);
      waiting.delete(answer);
      done(null, payload);
    };
    const timer = setTimeout(answer, delayMs);
    waiting.add(answer);
  });
  app.addHook('preClose', (done) => {
    for (const answer of waiting) answer();
    done();
  });
}

/** What it takes of a server. */
interface SlowRefusalsContext {
  config: { rates: Pick<ServerContext['config']['rates'], 'refusalsPerMinute'> };
  elapsedMs: () => number;
}
