import type { ServerResponse } from 'node:http';
import { isBeyondBlocks, mayOthers, type CommentingFacts } from '@weireel/catalogue';
import { IdParams, WeireelError } from '@weireel/contract';
import type { DanmakuNotice } from '@weireel/db/community';
import { listApart, listUnheard } from '@weireel/db/people';
import { findVideoFacts } from '@weireel/db/videos';
import type { FastifyInstance } from 'fastify';
import { addressBlocks } from '../http/address-blocks.ts';
import type { ServerContext } from '../http/context.ts';
import { describeFile } from '../http/describe-file.ts';
import { beginEventStream, countStreams, heartbeat, heartbeatMs } from '../http/event-stream.ts';
import type { EventHub } from '../notifications/hub.ts';
import { requireVideo } from './require-video.ts';

const flushMs = 250;
/** Most that are told of at once: a screen has room for no more, and the rest can be read. */
const mostAtOnce = 40;
/** A reader that leaves more untaken is cut off; it comes back by itself. */
const mostUntakenBytes = 256 * 1024;
/** Streams of one person, or of one address block, and of all. */
const most = { ofOne: 20, ofAll: 5000 };

/** Everybody who watches one video. */
interface Room {
  /** Each with who reads; null: nobody who is signed in. */
  readers: Map<ServerResponse, string | null>;
  /** What is told with the next flush. */
  waiting: DanmakuNotice['news'][];
  stop: () => void;
}

/**
 * `GET /videos/{id}/danmaku/live`: what is said while one watches, as server-sent events `danmaku` and
 * `danmaku-deleted`, to whoever may watch, signed in or not. All readers of a video share one listener; each is
 * told what it wants to read. Nothing is kept for who was away: they read the window anew.
 */
export function liveDanmakuRoutes(app: FastifyInstance, context: ServerContext, hub: EventHub): void {
  const rooms = new Map<string, Room>();
  const streams = countStreams(app, most);

  const schema = describeFile({
    operationId: 'liveDanmaku',
    summary: 'What is said over a video as it is said, as server-sent events',
    tag: 'videos',
    type: 'text/event-stream',
    params: IdParams,
  });
  app.get<{ Params: { id: string } }>('/videos/:id/danmaku/live', { schema }, async (request, reply) => {
    const { id } = request.params;
    const video = await requireVideo(context.db, 'see', { id, viewer: request.viewer });
    if (!isOpen(video)) throw new WeireelError('not_found');
    const key = request.viewer?.id ?? addressBlocks(request.ip).own;
    streams.admit(key);
    const response = beginEventStream(request, reply);
    if (response === null) return;
    streams.add(key, response);
    const room = rooms.get(id) ?? openRoom(id);
    room.readers.set(response, isBeyondBlocks(request.viewer) ? null : (request.viewer?.id ?? null));
    response.write('retry: 3000\nevent: hello\ndata: {}\n\n');
    response.on('close', () => {
      room.readers.delete(response);
      if (room.readers.size === 0) room.stop();
    });
  });

  function openRoom(id: string): Room {
    const readers: Room['readers'] = new Map();
    const write = (reader: ServerResponse, text: string): void => {
      if (reader.writableLength > mostUntakenBytes) reader.destroy();
      else if (text !== '') reader.write(text);
    };
    const tell = async (news: readonly DanmakuNotice['news'][]): Promise<void> => {
      const readerIds = readerIdsOf(readers);
      const speakerIds = [...new Set(news.map(speakerOf).filter((speaker) => speaker !== null))];
      const unheard = await listUnheard(context.db, { readerIds, speakerIds });
      const messages = news.map((each) => ({
        text: messageOf(id, each),
        avoidedBy: unheard.get(speakerOf(each) ?? ''),
      }));
      const whole = messages.map(({ text }) => text).join('');
      for (const [reader, readerId] of readers) {
        const isForAll = readerId === null || unheard.size === 0;
        const own = isForAll
          ? whole
          : messages.map(({ text, avoidedBy }) => (avoidedBy?.has(readerId) === true ? '' : text)).join('');
        write(reader, own);
      }
    };
    /** What is closed meanwhile, or whose author and reader have parted, is told of no longer. */
    const endForWhomItClosed = async (): Promise<void> => {
      const video = await findVideoFacts(context.db, id, null);
      const personId = isOpen(video) ? video.authorId : null;
      const apart =
        personId === null ? null : await listApart(context.db, { personId, otherIds: readerIdsOf(readers) });
      for (const [reader, readerId] of readers)
        if (apart === null || (readerId !== null && apart.has(readerId))) reader.end();
    };
    const room: Room = { readers, waiting: [], stop: () => {} };
    const unsubscribe = hub.onDanmaku(id, (news) => {
      if (room.waiting.length < mostAtOnce) room.waiting.push(news);
    });
    let isTelling = false;
    const flush = setInterval(() => {
      // One after the other: what is taken away is told after it was said.
      if (isTelling || room.waiting.length === 0) return;
      isTelling = true;
      tell(room.waiting.splice(0))
        .catch((error: unknown) => app.log.warn(error))
        .finally(() => {
          isTelling = false;
        });
    }, flushMs);
    const beat = setInterval(() => {
      for (const reader of readers.keys()) write(reader, heartbeat);
      endForWhomItClosed().catch((error: unknown) => app.log.warn(error));
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
}

function readerIdsOf(readers: Room['readers']): string[] {
  return [...new Set([...readers.values()].filter((reader) => reader !== null))];
}

/** Whether everybody may listen. */
function isOpen(video: CommentingFacts | null): video is CommentingFacts {
  return video !== null && mayOthers('see', video, 'visitor') && video.policy !== 'closed';
}

/** Who says something; null: something is taken away. */
function speakerOf(news: DanmakuNotice['news']): string | null {
  return typeof news === 'string' ? null : news.author_id;
}

function messageOf(videoId: string, news: DanmakuNotice['news']): string {
  if (typeof news === 'string') return `event: danmaku-deleted\ndata: ${JSON.stringify({ id: news })}\n\n`;
  const { id, author_id: authorId, at_ms: atMs, body, mode, colour } = news;
  const data = JSON.stringify({ id, videoId, authorId, atMs, body, mode, colour });
  return `event: danmaku\ndata: ${data}\n\n`;
}
