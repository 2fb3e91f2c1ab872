import { createApi, type Api } from '../api.ts';
import type { Transport, TransportRequest } from '../transport.ts';
import type { FileSource } from '../upload/file-source.ts';
import type { AbortSource } from '../upload/ports.ts';
import { createUploader, type Uploader } from '../upload/uploader.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import type { FakeServer } from './fake-server.ts';
import { createFakeTransport, type Fault } from './fake-transport.ts';

/** What tests take from their platform. */
export interface EnginePlatform {
  /** `setImmediate`. */
  afterOthers: (callback: () => void) => void;
  /** `() => new AbortController()`. */
  newAbort: () => AbortSource;
}

/** An upload engine on a fake server, with its own time. */
export interface Engine {
  /** The engine. */
  uploader: Uploader;
  /** The calls that it makes. */
  api: Api;
  /** Its time. */
  clock: FakeClock;
  /** Every request so far, as method and path: `PUT /uploads/…/parts/1`. */
  requests: string[];
  /** Most requests that were under way at once. */
  mostAtOnce(): number;
  /** Ends it like kill -9: nothing it does from now on has any effect. */
  kill(): void;
}

/** How a test sets an engine up. */
export interface EngineOptions {
  /** The server. */
  server: FakeServer;
  /** Token of the person who uploads. */
  token: string;
  /** What goes wrong with each request. Absent: nothing. */
  nextFault?: (request: TransportRequest) => Fault;
  /** False: a platform without SHA-256. Default: true. */
  hashes?: boolean;
  /** Default: the engine's. */
  maxParallelParts?: number;
  /** The line on which requests go to the server. Absent: one that takes no time. */
  line?: (send: Transport, clock: FakeClock) => Transport;
}

/** An engine that has just started. */
export function startEngine(platform: EnginePlatform, options: EngineOptions): Engine {
  const { server, token, nextFault = () => 'none', hashes = true, maxParallelParts = 3 } = options;
  const clock = createFakeClock(platform.afterOthers);
  const fake = createFakeTransport(server, nextFault, platform.afterOthers);
  const send = options.line?.(fake, clock) ?? fake;
  const requests: string[] = [];
  let isKilled = false;
  let atOnce = 0;
  let mostAtOnce = 0;

  const api = createApi({
    baseUrl: 'http://fake/api/v1',
    token: () => token,
    language: () => 'en',
    async transport(request) {
      if (isKilled) return new Promise(() => undefined);
      requests.push(`${request.method} ${request.url.replace('http://fake/api/v1', '')}`);
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      try {
        return await send(request);
      } finally {
        atOnce--;
      }
    },
  });
  const sha256 = (bytes: Uint8Array) => Promise.resolve(server.state.sha256(bytes));
  const uploader = createUploader({
    api,
    clock,
    // Another seed for each engine, as in life: otherwise they would share their idempotency keys.
    random: createRandom(Number(server.state.newId().slice(4))),
    newAbort: platform.newAbort,
    maxParallelParts,
    ...(hashes ? { sha256 } : {}),
  });
  return {
    uploader,
    api,
    clock,
    requests,
    mostAtOnce: () => mostAtOnce,
    kill() {
      isKilled = true;
      clock.stop();
    },
  };
}

/** A file in memory. */
export function memoryFile(name: string, bytes: Uint8Array): FileSource {
  return {
    name,
    sizeBytes: bytes.length,
    contentType: 'video/mp4',
    read: (start, endExclusive) => Promise.resolve(bytes.slice(start, endExclusive)),
  };
}

/** Bytes that differ from part to part. */
export function patternBytes(length: number, seed = 1): Uint8Array {
  const random = createRandom(seed);
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

// Lehmer's generator with the multiplier of Park and Miller; good enough for tests and always the same.
function createRandom(seed: number): () => number {
  let value = seed;
  return () => {
    value = (value * 48_271) % 2_147_483_647;
    return value / 2_147_483_647;
  };
}
