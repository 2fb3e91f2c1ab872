import type { ServerResponse } from 'node:http';
import { authorIdsOf } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { isEventCursor, latestEventCursor, readEvents, type Database, type EventCursor } from '@weireel/db';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { describeFile } from '../http/describe-file.ts';
import { beginEventStream, countStreams, heartbeat, heartbeatMs } from '../http/event-stream.ts';
import { languageOf } from '../http/problem.ts';
import type { BatchReader, StreamSink } from './batcher.ts';
import { createBatchers } from './batchers.ts';
import type { EventHub } from './hub.ts';
import { createPersonalView } from './personal-view.ts';
import { changesOf } from './presenters.ts';

const resumePage = 1000;
/** Streams of one person at once: more than their devices and open pages need, and each of them is work. */
const mostStreams = 10;

/** `GET /me/events`: everything of mine as server-sent events. */
export function eventStreamRoutes(app: FastifyInstance, context: ServerContext, hub: EventHub): void {
  const streams = countStreams(app, { ofOne: mostStreams });
  const batchers = createBatchers({
    hub,
    viewOf: (viewer, language) => createPersonalView(context, viewer, language),
    log: (error) => app.log.warn(error),
  });

  const schema = describeFile({
    operationId: 'myEvents',
    summary: 'Everything of mine as it happens, as server-sent events',
    tag: 'me',
    type: 'text/event-stream',
    needsSignIn: true,
  });
  app.get('/me/events', { schema, config: { isUnlimited: true } }, async (request, reply) => {
    const { viewer } = request;
    if (!viewer) throw new WeireelError(request.authenticationFailure);
    streams.admit(viewer.id);
    const asked = request.headers['last-event-id'];
    const from = typeof asked === 'string' && isEventCursor(asked) ? asked : null;
    const response = beginEventStream(request, reply);
    if (response === null) return;
    streams.add(viewer.id, response);
    const userIds = authorIdsOf(viewer);
    const reader = batchers.join(viewer, languageOf(request), sinkOf(response));
    const end = (): void => void response.end();
    const stopSession = hub.onSessionEnd(viewer.tokenHash, end);
    // It begins anew, with the channels that they belong to then.
    const stopMember = hub.onMemberChange(viewer.id, end);
    const beat = setInterval(() => void response.write(heartbeat), heartbeatMs);
    response.on('close', () => {
      clearInterval(beat);
      stopSession();
      stopMember();
      reader.leave();
    });
    try {
      await resume(context.db, { userIds, from, reader, response });
    } catch (error) {
      // The client reconnects by itself.
      request.log.warn(error);
      response.destroy();
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
  /** The person, and the channels that they belong to. */
  userIds: readonly string[];
  /** Where the client was; null: it is new. */
  from: EventCursor | null;
  reader: BatchReader;
  response: ServerResponse;
}

/** Says at once where a new client is, and has a returning one told what it missed. */
async function resume(db: Database, { userIds, from, reader, response }: Beginning): Promise<void> {
  const cursor = from ?? (await latestEventCursor(db));
  response.write(`retry: 1000\nid: ${cursor}\nevent: hello\ndata: {}\n\n`);
  reader.missed([], cursor);
  for (let after = from; after !== null;) {
    const { events, next, isFull } = await readEvents(db, { after, userIds, limit: resumePage });
    reader.missed(events.flatMap(changesOf), next);
    after = isFull ? next : null;
  }
  reader.begin();
}
