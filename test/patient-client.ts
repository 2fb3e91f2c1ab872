import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ApiError,
  createApi,
  createUploader,
  TransportError,
  type Api,
  type Transport,
} from '@weireel/client';
import type { Upload, Video } from '@weireel/contract';

/** What a server has promised to keep. */
export interface Promises {
  /** By upload: acknowledged parts with their etag. */
  parts: Map<string, Map<number, string>>;
  /** Videos that were created, by file. */
  videoIds: Map<string, string>;
}

/** A person whose client never gives up while the server comes and goes. */
export interface PatientClient {
  /** What was acknowledged so far. */
  promises: Promises;
  /** Calls of this person that fail at once when the server is away. */
  api: Api;
  /** Where the server is from now on; null: nowhere. */
  moveTo(url: string | null): void;
  /** Tries again at once what waits for its next try. */
  wake(): void;
  /** Uploads a file and makes a video of it; goes on by itself whatever happens to the server. */
  publish(path: string): Promise<void>;
  /** Resolves when every upload is done and every video created; fails when one cannot be. */
  allPublished(): Promise<void>;
}

/** Options of `createPatientClient`. */
export interface PatientOptions {
  /** Told of each request before it is sent: `POST`, `/api/v1/uploads/…/complete`. */
  onRequest?: (method: string, path: string) => void;
}

/** How long a part takes at least, so that a cut has something to interrupt. */
const partMs = 150;
/** How often somebody whose upload met a full disk tries again. */
const roomEveryMs = 500;

/** A client with a token; requests go wherever the server is at the moment. */
export function createPatientClient(token: string, options: PatientOptions = {}): PatientClient {
  let url: string | null = null;
  const promises: Promises = { parts: new Map(), videoIds: new Map() };
  const transport: Transport = async ({ method, url: path, headers, body }) => {
    if (url === null) throw new TransportError('the server is away');
    options.onRequest?.(method, path);
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers,
        ...(body !== undefined && {
          body: new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body),
        }),
      });
      const text = await response.text();
      const part = /\/uploads\/(\w+)\/parts\/(\d+)$/.exec(path);
      if (method === 'PUT' && response.ok && part) keepPart(promises, part[1] ?? '', text);
      return { status: response.status, header: (name) => response.headers.get(name), body: text };
    } catch (cause) {
      throw new TransportError('no answer', { cause });
    }
  };
  const api = createApi({
    baseUrl: '/api/v1',
    transport,
    token: () => token,
    language: () => 'en',
    newIdempotencyKey: randomUUID,
  });
  const uploader = createUploader({
    api,
    clock: { now: Date.now, sleep },
    random: Math.random,
    newAbort: () => new AbortController(),
    sha256: (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')),
    maxParallelFiles: 3,
    maxParallelParts: 2,
  });
  const published: Promise<void>[] = [];

  async function createVideo(assetId: string, title: string): Promise<void> {
    const body = { assetId, title, visibility: 'public' } as const;
    const idempotencyKey = `video-${assetId}`;
    for (;;) {
      try {
        const { id } = await api.call('createVideo', { body, idempotencyKey });
        promises.videoIds.set(title, id);
        return;
      } catch (error) {
        const isPassing =
          error instanceof TransportError || (error instanceof ApiError && error.status >= 500);
        if (!isPassing) throw error;
        await pause(50);
      }
    }
  }

  async function publish(path: string): Promise<void> {
    const bytes = await readFile(path);
    const name = basename(path);
    const videos: Promise<void>[] = [];
    const id = uploader.add(
      {
        name,
        sizeBytes: bytes.length,
        read: async (start, endExclusive) => {
          await pause(partMs);
          return bytes.subarray(start, endExclusive);
        },
      },
      {
        onCreated: ({ assetId }) => {
          const creating = createVideo(assetId, name);
          // Awaited below, perhaps after it has failed.
          creating.catch(() => {});
          videos.push(creating);
        },
      },
    );
    let { state, failure } = await uploader.settled(id);
    // People try again when there may be room again.
    while (failure?.code === 'storage_full') {
      await pause(roomEveryMs);
      uploader.resume(id);
      ({ state, failure } = await uploader.settled(id));
    }
    if (state !== 'done') throw new Error(`${name} ended as ${state}: ${JSON.stringify(failure)}`);
    await Promise.all(videos);
  }

  return {
    promises,
    api,
    moveTo(next) {
      url = next;
      if (next !== null) uploader.wake();
    },
    wake: () => uploader.wake(),
    publish(path) {
      const publishing = publish(path);
      // `allPublished` tells of a failure.
      publishing.catch(() => {});
      published.push(publishing);
      return publishing;
    },
    async allPublished() {
      await Promise.all(published);
    },
  };
}

/** What a server has forgotten of its promises, in words; nothing when it kept them all. */
export async function brokenPromises(api: Api, promises: Promises): Promise<string[]> {
  const broken: string[] = [];
  for (const [id, parts] of copyOf(promises.parts)) {
    const upload: Upload = await api.call('upload', { params: { id } });
    for (const [n, etag] of parts) {
      if (upload.parts.some((part) => part.n === n && part.etag === etag)) continue;
      broken.push(`part ${n} of upload ${id} (${upload.state})`);
    }
  }
  for (const [name, id] of [...promises.videoIds]) {
    const video: Video | null = await api.call('video', { params: { id } }).catch(() => null);
    if (video?.title !== name) broken.push(`video ${id} of ${name}`);
  }
  return broken;
}

/** Uploads go on while the promises are checked; what is promised later is checked later. */
function copyOf(parts: Promises['parts']): [string, [number, string][]][] {
  return [...parts].map(([id, etags]) => [id, [...etags]]);
}

function keepPart({ parts }: Promises, uploadId: string, answer: string): void {
  const { n, etag } = JSON.parse(answer) as { n: number; etag: string }; // as: the contract's answer of a part
  const known = parts.get(uploadId) ?? new Map<number, string>();
  parts.set(uploadId, known.set(n, etag));
}

async function sleep(ms: number, signal: { aborted: boolean }): Promise<void> {
  // The uploader's signals are those of the AbortController above.
  await pause(ms, undefined, { signal: signal as AbortSignal }).catch(() => {});
}
