import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createApi, type Api } from '@weireel/client';
import type { StageName, Video } from '@weireel/contract';
import { adminPassword, type BenchServer } from './bench-server.ts';
import { loopbackTransport } from './loopback-transport.ts';

/** How often a waiting client asks. Its share of a short wait is half of it on average. */
const playableEveryMs = 10;
const readyEveryMs = 500;

/** A person who uses a server through its API. */
export interface BenchClient {
  /** Typed calls. */
  api: Api;
  /** The bearer token. */
  token: string;
  /** Sends all parts of a file, three at a time as the web client does. */
  upload(path: string): Promise<SentFile>;
  /** Ends an upload and makes a public video of it. */
  publish(file: SentFile): Promise<string>;
  /** Asks until a video plays, every 10 ms unless told otherwise. */
  untilPlayable(videoId: string, everyMs?: number): Promise<Video>;
  /** Asks until these stages of a video are over. */
  untilStagesEnd(videoId: string, stages: readonly StageName[]): Promise<Video>;
  /** Asks until a video is ready. */
  untilReady(videoId: string): Promise<Video>;
  /** Deletes a video and waits until no job runs or waits. */
  forget(videoId: string): Promise<void>;
  /** Waits until no job runs or waits. */
  untilIdle(): Promise<void>;
}

/** A file whose parts have all arrived. */
export interface SentFile {
  /** Upload that it was sent by. */
  uploadId: string;
  /** Asset that it becomes. */
  assetId: string;
  /** Its name. */
  title: string;
  /** When the last part was answered, on `performance.now()`'s clock. */
  lastPartMs: number;
}

/** Signs in as the administrator. */
export function signIn(server: BenchServer, signal: AbortSignal): Promise<BenchClient> {
  return clientOf(server, signal, (api) =>
    api.call('login', { body: { account: 'admin', password: adminPassword } }),
  );
}

/** Registers somebody new. */
export function signUp(server: BenchServer, signal: AbortSignal, nickname: string): Promise<BenchClient> {
  const body = { account: nickname.toLowerCase(), password: adminPassword, nickname };
  return clientOf(server, signal, (api) => api.call('register', { body }));
}

async function clientOf(
  server: BenchServer,
  signal: AbortSignal,
  begin: (api: Api) => Promise<{ token: string }>,
): Promise<BenchClient> {
  let token: string | null = null;
  const api = createApi({
    baseUrl: `${server.url}/api/v1`,
    transport: loopbackTransport,
    token: () => token,
    language: () => 'en',
  });
  ({ token } = await begin(api));

  const until = async (
    videoId: string,
    everyMs: number,
    isReached: (video: Video) => boolean,
  ): Promise<Video> => {
    for (;;) {
      signal.throwIfAborted();
      const video = await api.call('video', { params: { id: videoId } });
      if (isReached(video)) return video;
      if (video.state === 'failed') throw new Error(`processing failed: ${video.failure?.code ?? 'unknown'}`);
      await pause(everyMs);
    }
  };
  const untilIdle = async (): Promise<void> => {
    for (const state of ['running', 'waiting'] as const) {
      while ((await api.call('adminJobs', { query: { state } })).items.length > 0) {
        signal.throwIfAborted();
        await pause(100);
      }
    }
  };

  return {
    api,
    token,
    async upload(path) {
      const bytes = readFileSync(path);
      const title = basename(path);
      const created = await api.call('createUpload', { body: { fileName: title, sizeBytes: bytes.length } });
      const { id, assetId, partCount, partSizeBytes } = created;
      let next = 1;
      const sendSome = async (): Promise<void> => {
        while (next <= partCount) {
          const n = next++;
          const part = bytes.subarray((n - 1) * partSizeBytes, n * partSizeBytes);
          await api.call('putPart', { params: { id, n }, bytes: part });
        }
      };
      await Promise.all([sendSome(), sendSome(), sendSome()]);
      return { uploadId: id, assetId, title, lastPartMs: performance.now() };
    },
    async publish({ uploadId, assetId, title }) {
      await api.call('completeUpload', { params: { id: uploadId } });
      const video = await api.call('createVideo', { body: { assetId, title, visibility: 'public' } });
      return video.id;
    },
    untilPlayable: (videoId, everyMs = playableEveryMs) =>
      until(videoId, everyMs, ({ playable }) => playable),
    untilStagesEnd: (videoId, stages) =>
      until(videoId, readyEveryMs, (video) =>
        stages.every((name) =>
          video.pipeline?.some(
            ({ stage, state }) => stage === name && state !== 'waiting' && state !== 'running',
          ),
        ),
      ),
    untilReady: (videoId) => until(videoId, readyEveryMs, (video) => video.state === 'ready'),
    async forget(videoId) {
      await api.call('deleteVideo', { params: { id: videoId } });
      await untilIdle();
    },
    untilIdle,
  };
}
