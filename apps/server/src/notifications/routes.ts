import type { ServerResponse } from 'node:http';
import { WeireelError, type StreamMessageName } from '@weireel/contract';
import { isEventCursor, latestEventCursor, readEvents, type EventCursor, type EventRow } from '@weireel/db';
import { isSessionAlive } from '@weireel/db/people';
import { findUploadProgress } from '@weireel/db/uploads';
import { findAssetOwner, findVideo, listVideosAbout, type VideoWithAsset } from '@weireel/db/videos';
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
/** Streams of one person at once: more than their devices and open pages need, and each of them is work. */
const mostStreams = 10;

/** `GET /me/events`: everything of mine as server-sent events. */
export function streamRoutes(app: FastifyInstance, context: ServerContext, hub: EventHub): void {
  const open = new Set<ServerResponse>();
  const streamsOf = new Map<string, number>();
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
    const stream = new PersonalStream(context, viewer, languageOf(request), (text) => {
      if (reply.raw.writableLength > maxBufferedBytes) reply.raw.destroy();
      else reply.raw.write(text);
    });
    const unsubscribe = hub.subscribe(viewer.id, {
      onEvent: (event, cursor) => stream.take(event, cursor),
      onProgress: (assetId) => stream.progress(assetId),
      onSessionEnd: (tokenHash) => {
        if (tokenHash === viewer.tokenHash) reply.raw.end();
      },
    });
    const flush = setInterval(
      () => void stream.flush().catch((error: unknown) => request.log.warn(error)),
      flushMs,
    );
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
      clearInterval(flush);
      clearInterval(beat);
      unsubscribe();
      open.delete(reply.raw);
      const left = (streamsOf.get(viewer.id) ?? 1) - 1;
      if (left > 0) streamsOf.set(viewer.id, left);
      else streamsOf.delete(viewer.id);
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
  private pending = emptyPending();
  private cursor: EventCursor = '0-0';
  private hasResumed = false;
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
    this.hasResumed = true;
  }

  take(event: EventRow, cursor: EventCursor): void {
    this.cursor = cursor;
    switch (event.kind) {
      case 'video.created':
      case 'video.changed':
        this.pending.videos.add(event.subject_id);
        // It may have got another source, which was somebody else's before.
        this.ownAssets.clear();
        break;
      case 'video.deleted':
        this.pending.videos.delete(event.subject_id);
        this.pending.deletedVideos.add(event.subject_id);
        break;
      case 'asset.changed':
        this.pending.assets.add(event.subject_id);
        break;
      case 'upload.created':
      case 'upload.completed':
      case 'upload.cancelled':
      case 'upload.expired':
        this.pending.uploads.add(event.subject_id);
        if ('assetId' in event.payload) this.pending.assets.add(String(event.payload.assetId));
        break;
      case 'asset.deleted':
      case 'user.registered':
      case 'job.dead':
        break;
    }
  }

  progress(assetId: string): void {
    if (this.ownAssets.get(assetId) === false) return;
    this.pending.assets.add(assetId);
  }

  async flush(): Promise<void> {
    // Until everything missed is known, a newer place in the log must not be told: a client that leaves with it
    // would never hear of the rest.
    if (this.flushing || !this.hasResumed) return;
    this.flushing = true;
    const { cursor } = this;
    const taken = this.pending;
    this.pending = emptyPending();
    try {
      const messages = await this.messagesOf(taken);
      if (messages.length === 0) return;
      // Only the last one moves the client's place, so that a broken connection loses none of them.
      this.write(
        messages.map((text, n) => (n === messages.length - 1 ? `id: ${cursor}\n${text}` : text)).join(''),
      );
    } catch (error) {
      for (const kind of pendingKinds) for (const id of taken[kind]) this.pending[kind].add(id);
      throw error;
    } finally {
      this.flushing = false;
    }
  }

  private async messagesOf(pending: Pending): Promise<string[]> {
    const { db, signer } = this.context;
    const videos = new Map<string, VideoWithAsset>();
    for (const id of pending.videos) {
      const video = await findVideo(db, id);
      if (video) videos.set(id, video);
    }
    for (const assetId of pending.assets) {
      if (!(await this.isOwn(assetId))) continue;
      for (const row of await listVideosAbout(db, assetId)) videos.set(row.video.id, row);
    }
    const forecast = await this.context.forecaster.now();
    const audience = { viewer: this.viewer, language: this.language, forecast };
    const messages = [...pending.deletedVideos].map((id) => messageOf('video-deleted', { id }));
    for (const row of videos.values()) {
      if (row.video.author_id !== this.viewer.id) continue;
      messages.push(messageOf('video', presentVideo(row, signer, audience)));
    }
    for (const id of pending.uploads) {
      const progress = await findUploadProgress(db, id);
      if (progress) messages.push(messageOf('upload', { id, ...progress }));
    }
    return messages;
  }

  private async isOwn(assetId: string): Promise<boolean> {
    const known = this.ownAssets.get(assetId);
    if (known !== undefined) return known;
    const isOwn = (await findAssetOwner(this.context.db, assetId)) === this.viewer.id;
    if (this.ownAssets.size > 10_000) this.ownAssets.clear();
    this.ownAssets.set(assetId, isOwn);
    return isOwn;
  }
}

/** Ids of what changed since the last flush. */
type Pending = Record<(typeof pendingKinds)[number], Set<string>>;

const pendingKinds = ['videos', 'deletedVideos', 'assets', 'uploads'] as const;

function emptyPending(): Pending {
  return { videos: new Set(), deletedVideos: new Set(), assets: new Set(), uploads: new Set() };
}

function messageOf(name: StreamMessageName, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
