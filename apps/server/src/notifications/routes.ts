import type { ServerResponse } from 'node:http';
import { WeireelError } from '@weireel/contract';
import { isEventCursor, latestEventCursor, readEvents, type Database, type EventCursor } from '@weireel/db';
import { isSessionAlive } from '@weireel/db/people';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { languageOf } from '../http/problem.ts';
import type { BatchReader, StreamSink } from './batcher.ts';
import { createBatchers } from './batchers.ts';
import type { EventHub } from './hub.ts';
import { createPersonalView } from './personal-view.ts';
import { changesOf } from './presenters.ts';

const heartbeatMs = 15_000;
const resumePage = 1000;
/** Streams of one person at once: more than their devices and open pages need, and each of them is work. */
const mostStreams = 10;

/** `GET /me/events`: everything of mine as server-sent events. */
export function eventStreamRoutes(app: FastifyInstance, context: ServerContext, hub: EventHub): void {
  const open = new Set<ServerResponse>();
  const streamsOf = new Map<string, number>();
  const batchers = createBatchers({
    hub,
    viewOf: (viewer, language) => createPersonalView(context, viewer, language),
    log: (error) => app.log.warn(error),
  });
  // A graceful stop waits for requests under way; these would never end by themselves.
  app.addHook('preClose', (done) => {
    for (const response of open) response.end();
    done();
  });

  app.get('/me/events', { schema: { hide: true }, config: { isUnlimited: true } }, async (request, reply) => {
    const { viewer } = request;
    if (!viewer) throw new WeireelError(request.authenticationFailure);
    const streams = streamsOf.get(viewer.id) ?? 0;
    if (streams >= mostStreams) throw new WeireelError('too_many_streams');
    const asked = request.headers['last-event-id'];
    const from = typeof asked === 'string' && isEventCursor(asked) ? asked : null;
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    if (request.method === 'HEAD') {
      reply.raw.end();
      return;
    }
    open.add(reply.raw);
    streamsOf.set(viewer.id, streams + 1);
    const reader = batchers.join(viewer, languageOf(request), sinkOf(reply.raw));
    const stopSession = hub.onSessionEnd(viewer.tokenHash, () => reply.raw.end());
    const beat = setInterval(() => {
      reply.raw.write(': heartbeat\n\n');
      // Sessions also run out, and the end of one may not have been heard.
      isSessionAlive(context.db, viewer.tokenHash).then(
        (isAlive) => {
          if (!isAlive) reply.raw.end();
        },
        (error: unknown) => request.log.warn(error),
      );
    }, heartbeatMs);
    reply.raw.on('close', () => {
      clearInterval(beat);
      stopSession();
      reader.leave();
      open.delete(reply.raw);
      const left = (streamsOf.get(viewer.id) ?? 1) - 1;
      if (left > 0) streamsOf.set(viewer.id, left);
      else streamsOf.delete(viewer.id);
    });
    try {
      await resume(context.db, { userId: viewer.id, from, reader, response: reply.raw });
    } catch (error) {
      // The client reconnects by itself.
      request.log.warn(error);
      reply.raw.destroy();
    }
  });
}

function sinkOf(response: ServerResponse): StreamSink {
  return {
    waitingBytes: () => response.writableLength,
    write: (bytes) => void response.write(bytes),
    cut: () => void response.destroy(),
  };
}

/** A stream that begins. */
interface Beginning {
  userId: string;
  /** Where the client was; null: it is new. */
  from: EventCursor | null;
  reader: BatchReader;
  response: ServerResponse;
}

/** Says at once where a new client is, and has a returning one told what it missed. */
async function resume(db: Database, { userId, from, reader, response }: Beginning): Promise<void> {
  const cursor = from ?? (await latestEventCursor(db));
  response.write(`retry: 1000\nid: ${cursor}\nevent: hello\ndata: {}\n\n`);
  reader.missed([], cursor);
  for (let after = from; after !== null;) {
    const { events, next, isFull } = await readEvents(db, { after, userId, limit: resumePage });
    reader.missed(events.flatMap(changesOf), next);
    after = isFull ? next : null;
  }
  reader.begin();
}
