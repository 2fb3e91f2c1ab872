import type { FastifyInstance, FastifyRequest } from 'fastify';
import { languageOf } from './problem.ts';
import { createRecent } from './recent.ts';

/** What visitors are answered alike, made once for those who ask within a moment. */
export interface SharedAnswers {
  /** Answers reads of visitors from what was kept. To be called after what may refuse them. */
  give(app: FastifyInstance): void;
  /** Keeps answers, and forgets them after each call that may change something. To be called before they are compressed. */
  keep(app: FastifyInstance): void;
  /** Forgets everything: something has changed. */
  forget(): void;
}

/** How long an answer is given again when nobody says that something has changed. */
const keptMs = 1000;
/** Answers that are kept, of some tens of kilobytes at most. */
const capacity = 300;

/**
 * Nothing is kept yet. What is asked before a change and answered after it is not kept.
 *
 * @param elapsedMs a clock that never jumps
 */
export function createSharedAnswers(elapsedMs: () => number): SharedAnswers {
  const begin = () => createRecent<{ body: Buffer; type: string }>(capacity, { keptMs, elapsedMs });
  let answers = begin();
  let changes = 0;
  const begun = new WeakMap<FastifyRequest, number>();
  const forget = (): void => {
    changes += 1;
    answers = begin();
  };

  return {
    give(app) {
      app.addHook('preHandler', (request, reply, done) => {
        if (!isShared(request)) return done();
        const known = answers.get(keyOf(request));
        if (known === undefined) {
          begun.set(request, changes);
          return done();
        }
        void reply.header('cache-control', 'no-store').type(known.type).send(known.body);
      });
    },
    keep(app) {
      app.addHook('onSend', (request, reply, payload, done) => {
        // A write that has failed may have changed something before.
        if (request.method !== 'GET' && request.method !== 'HEAD') forget();
        const isWhole = reply.statusCode === 200 && typeof payload === 'string';
        if (isWhole && begun.get(request) === changes) {
          const type = String(reply.getHeader('content-type'));
          // As bytes: turning Chinese into them takes longer than sending them.
          answers.set(keyOf(request), { body: Buffer.from(payload), type });
        }
        done(null, payload);
      });
    },
    forget,
  };
}

function isShared(request: FastifyRequest): boolean {
  return request.viewer === null && request.routeOptions.config.isShared === true;
}

function keyOf(request: FastifyRequest): string {
  return `${languageOf(request)} ${request.url}`;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether all visitors are answered alike. Default: they are not. */
    isShared?: boolean;
  }
}
