import type { ServerResponse } from 'node:http';
import { mayOthers } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import type { DanmakuNotice } from '@weireel/db/community';
import { findVideoFacts } from '@weireel/db/videos';
import type { FastifyInstance } from 'fastify';
import { addressBlocks } from '../http/address-blocks.ts';
import type { ServerContext } from '../http/context.ts';
import { beginEventStream, countStreams, heartbeat, heartbeatMs } from '../http/event-stream.ts';
import type { EventHub } from '../notifications/hub.ts';

const flushMs = 250;
/** Most that are told of at once: a screen has room for no more, and the rest can be read. */
const mostAtOnce = 40;
/** A reader that leaves more untaken is cut off; it comes back by itself. */
const mostUntakenBytes = 256 * 1024;
/** Streams of one person, or of one address block, and of all. */
const most = { ofOne: 20, ofAll: 5000 };

/** Everybody who watches one video. */
interface Room {
  readers: Set<ServerResponse>;
  /** Messages that are told with the next flush. */
  waiting: string[];
  stop: () => void;
}

/**
 * `GET /videos/{id}/danmaku/live`: what is said while one watches, as server-sent events `danmaku` and
 * `danmaku-deleted`, to whoever may watch, signed in or not. All readers of a video share one listener and one copy of
 * each message. Nothing is kept for who was away: they read the window anew.
 */
export function liveDanmakuRoutes(app: FastifyInstance, context: ServerContext, hub: EventHub): void {
  const rooms = new Map<string, Room>();
  const streams = countStreams(app, most);

  app.get<{ Params: { id: string } }>(
    '/videos/:id/danmaku/live',
    { schema: { hide: true } },
    async (request, reply) => {
      const { id } = request.params;
      if (!(await isOpen(id))) throw new WeireelError('not_found');
      const key = request.viewer?.id ?? addressBlocks(request.ip).own;
      streams.admit(key);
      const response = beginEventStream(request, reply);
      if (response === null) return;
      streams.add(key, response);
      const room = rooms.get(id) ?? openRoom(id);
      room.readers.add(response);
      response.write('retry: 3000\nevent: hello\ndata: {}\n\n');
      response.on('close', () => {
        room.readers.delete(response);
        if (room.readers.size === 0) room.stop();
      });
    },
  );

  function openRoom(id: string): Room {
    const readers = new Set<ServerResponse>();
    const write = (text: string): void => {
      for (const reader of readers) {
        if (reader.writableLength > mostUntakenBytes) reader.destroy();
        else reader.write(text);
      }
    };
    const room: Room = { readers, waiting: [], stop: () => {} };
    const unsubscribe = hub.onDanmaku(id, (news) => {
      if (room.waiting.length < mostAtOnce) room.waiting.push(messageOf(id, news));
    });
    const flush = setInterval(() => {
      if (room.waiting.length > 0) write(room.waiting.splice(0).join(''));
    }, flushMs);
    const beat = setInterval(() => {
      write(heartbeat);
      // What is closed meanwhile is told of no longer.
      isOpen(id).then(
        (isStillOpen) => {
          if (!isStillOpen) for (const reader of readers) reader.end();
        },
        (error: unknown) => app.log.warn(error),
      );
    }, heartbeatMs);
    room.stop = () => {
      unsubscribe();
      clearInterval(flush);
      clearInterval(beat);
      if (rooms.get(id) === room) rooms.delete(id);
    };
    rooms.set(id, room);
    return room;
  }

  async function isOpen(id: string): Promise<boolean> {
    const video = await findVideoFacts(context.db, id, null);
    return video !== null && mayOthers('see', video, 'visitor') && video.policy !== 'closed';
  }
}

function messageOf(videoId: string, news: DanmakuNotice['news']): string {
  if (typeof news === 'string') return `event: danmaku-deleted\ndata: ${JSON.stringify({ id: news })}\n\n`;
  const { id, author_id: authorId, at_ms: atMs, body, mode, colour } = news;
  const data = JSON.stringify({ id, videoId, authorId, atMs, body, mode, colour });
  return `event: danmaku\ndata: ${data}\n\n`;
}
