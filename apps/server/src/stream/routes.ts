import type { ServerResponse } from 'node:http';
import { WeireelError, type StreamMessageName } from '@weireel/contract';
import {
  findAssetOwner,
  findUploadProgress,
  findVideo,
  isEventCursor,
  latestEventCursor,
  listVideosOfAsset,
  readEvents,
  type EventCursor,
  type EventRow,
  type VideoWithAsset,
} from '@weireel/db';
import type { FastifyInstance } from 'fastify';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { languageOf } from '../http/problem.ts';
import { presentVideo } from '../videos/present-video.ts';
import type { EventHub } from './hub.ts';

/** At most this often per connection: four times a second. */
const flushMs = 250;
const heartbeatMs = 15_000;
/** A client that reads so slowly is cut off; it resumes by its last id. */
const maxBufferedBytes = 1024 * 1024;
const resumePage = 1000;

/** `GET /me/events`: everything of mine as server-sent events. */
export function streamRoutes(app: FastifyInstance, context: ServerContext, hub: EventHub): void {
  const open = new Set<ServerResponse>();
  // A graceful stop waits for requests under way; these would never end by themselves.
  app.addHook('preClose', (done) => {
    for (const response of open) response.end();
    done();
  });

  app.get('/me/events', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    const { viewer } = request;
    if (!viewer) throw new WeireelError(request.authenticationFailure);
    const asked = request.headers['last-event-id'];
    const from = typeof asked === 'string' && isEventCursor(asked) ? asked : null;
    reply.hijack();
    open.add(reply.raw);
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const stream = new PersonalStream(context, viewer, languageOf(request), (text) => {
      if (reply.raw.writableLength > maxBufferedBytes) reply.raw.destroy();
      else reply.raw.write(text);
    });
    const unsubscribe = hub.subscribe(viewer.id, {
      onEvent: (event, cursor) => stream.take(event, cursor),
      onProgress: (assetId) => stream.progress(assetId),
    });
    const flush = setInterval(
      () => void stream.flush().catch((error: unknown) => request.log.warn(error)),
      flushMs,
    );
    const beat = setInterval(() => reply.raw.write(': heartbeat\n\n'), heartbeatMs);
    reply.raw.on('close', () => {
      clearInterval(flush);
      clearInterval(beat);
      unsubscribe();
      open.delete(reply.raw);
    });
    try {
      await stream.resume(from);
    } catch (error) {
      // The client reconnects by itself.
      request.log.warn(error);
      reply.raw.destroy();
    }
  });
}

/** What one connection still has to say: the newest state of each thing, never its history. */
class PersonalStream {
  private readonly videoIds = new Set<string>();
  private readonly assetIds = new Set<string>();
  private readonly deletedVideoIds = new Set<string>();
  private readonly uploadIds = new Set<string>();
  private cursor: EventCursor = '0-0';
  private readonly ownAssets = new Map<string, boolean>();
  private readonly context: ServerContext;
  private readonly viewer: SignedIn;
  private readonly language: ReturnType<typeof languageOf>;
  private readonly write: (text: string) => void;
  private flushing = false;

  constructor(
    context: ServerContext,
    viewer: SignedIn,
    language: ReturnType<typeof languageOf>,
    write: (text: string) => void,
  ) {
    this.context = context;
    this.viewer = viewer;
    this.language = language;
    this.write = write;
  }

  /** Says at once where a new client is, and to a returning one what it missed. */
  async resume(from: EventCursor | null): Promise<void> {
    const { db } = this.context;
    this.cursor = from ?? (await latestEventCursor(db));
    this.write(`retry: 1000\nid: ${this.cursor}\nevent: hello\ndata: {}\n\n`);
    for (let after = from; after !== null;) {
      const events = await readEvents(db, { after, userId: this.viewer.id, limit: resumePage });
      for (const event of events) this.take(event, `${event.tx}-${event.id}`);
      after = events.length === resumePage ? this.cursor : null;
    }
  }

  take(event: EventRow, cursor: EventCursor): void {
    this.cursor = cursor;
    switch (event.kind) {
      case 'video.created':
      case 'video.changed':
        this.videoIds.add(event.subject_id);
        break;
      case 'video.deleted':
        this.videoIds.delete(event.subject_id);
        this.deletedVideoIds.add(event.subject_id);
        break;
      case 'asset.changed':
        this.assetIds.add(event.subject_id);
        break;
      case 'upload.created':
      case 'upload.completed':
      case 'upload.cancelled':
      case 'upload.expired':
        this.uploadIds.add(event.subject_id);
        if ('assetId' in event.payload) this.assetIds.add(String(event.payload.assetId));
        break;
      case 'asset.deleted':
      case 'user.registered':
      case 'job.dead':
        break;
    }
  }

  progress(assetId: string): void {
    if (this.ownAssets.get(assetId) === false) return;
    this.assetIds.add(assetId);
  }

  async flush(): Promise<void> {
    if (this.flushing) return;
    this.flushing = true;
    try {
      const { cursor } = this;
      const [videoIds, assetIds, uploadIds, deletedIds] = [
        this.videoIds,
        this.assetIds,
        this.uploadIds,
        this.deletedVideoIds,
      ].map(takeAll);
      const videos = new Map<string, VideoWithAsset>();
      for (const id of videoIds ?? []) {
        const video = await findVideo(this.context.db, id);
        if (video) videos.set(id, video);
      }
      for (const assetId of assetIds ?? []) {
        if (!(await this.isOwn(assetId))) continue;
        for (const row of await listVideosOfAsset(this.context.db, assetId)) videos.set(row.video.id, row);
      }
      for (const id of deletedIds ?? []) this.send('video-deleted', { id }, cursor);
      for (const row of videos.values()) {
        if (row.video.author_id !== this.viewer.id) continue;
        this.send(
          'video',
          presentVideo(row, this.context.signer, { viewer: this.viewer, language: this.language }),
          cursor,
        );
      }
      for (const id of uploadIds ?? []) await this.sendUpload(id, cursor);
    } finally {
      this.flushing = false;
    }
  }

  private async isOwn(assetId: string): Promise<boolean> {
    const known = this.ownAssets.get(assetId);
    if (known !== undefined) return known;
    const isOwn = (await findAssetOwner(this.context.db, assetId)) === this.viewer.id;
    if (this.ownAssets.size > 10_000) this.ownAssets.clear();
    this.ownAssets.set(assetId, isOwn);
    return isOwn;
  }

  private async sendUpload(id: string, cursor: EventCursor): Promise<void> {
    const progress = await findUploadProgress(this.context.db, id);
    if (progress) this.send('upload', { id, ...progress }, cursor);
  }

  private send(name: StreamMessageName, data: object, cursor: EventCursor): void {
    this.write(`id: ${cursor}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}

function takeAll(set: Set<string>): string[] {
  const all = [...set];
  set.clear();
  return all;
}
