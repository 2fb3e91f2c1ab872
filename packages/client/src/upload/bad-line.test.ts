import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { memoryFile, patternBytes, startEngine, type Engine } from '../testing/engine.ts';
import type { FakeClock } from '../testing/fake-clock.ts';
import { createFakeServer } from '../testing/fake-server.ts';
import type { Fault } from '../testing/fake-transport.ts';
import { TransportError, type Transport } from '../transport.ts';

const platform = {
  afterOthers: (callback: () => void) => void setImmediate(callback),
  newAbort: () => new AbortController(),
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
// What a phone asks for.
const partSizeBytes = 512 * 1024;

/** A server that knows one person. */
function startServer() {
  const server = createFakeServer({ sha256, now: () => Date.UTC(2026, 10, 20), partSizeBytes });
  return { server, token: server.register('an', 'correct horse') };
}

/** Bytes of which no two parts are the same, made in a moment. */
function fileOf(sizeBytes: number): Uint8Array {
  const pattern = patternBytes(partSizeBytes / 16 + 7);
  return Uint8Array.from({ length: Math.ceil(sizeBytes / pattern.length) }).reduce<Uint8Array>(
    (whole, _, at) => {
      whole.set(pattern.subarray(0, sizeBytes - at * pattern.length), at * pattern.length);
      return whole;
    },
    new Uint8Array(sizeBytes),
  );
}

it('brings 50 MB over a line that loses calls and answers, through three kills, and sends nothing twice that is there', async () => {
  const { server, token } = startServer();
  const bytes = fileOf(50_000_000);
  const kills = [30, 60, 90];
  let requests = 0;
  let begunBytes = 0;
  let resentBytes = 0;
  let seed = 20_261_127;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const has = (n: number) => [...server.state.uploads.values()].some(({ parts }) => parts.has(n));

  const { assetId } = await new Promise<{ assetId: string | null }>((resolve, reject) => {
    function begin(): void {
      // As on a phone: no hash, and nothing is told of bytes that go out.
      const engine: Engine = startEngine(platform, { server, token, hashes: false, nextFault });
      engine.uploader.add(memoryFile('a.mp4', bytes));
      engine.uploader.subscribe(([snapshot]) => {
        if (snapshot?.state === 'done') resolve(snapshot);
        if (snapshot?.state === 'failed') reject(new Error('given up', { cause: snapshot.failure?.error }));
      });

      function nextFault({ method, url, body }: { method: string; url: string; body?: unknown }): Fault {
        requests += 1;
        if (method === 'PUT' && body instanceof Uint8Array) {
          begunBytes += body.length;
          if (has(Number(url.split('/').at(-1)))) resentBytes += body.length;
        }
        if (requests === kills[0]) {
          kills.shift();
          engine.kill();
          begin();
          // The server has what was sent at the last moment.
          return 'none';
        }
        const chance = random();
        if (chance < 0.1) return 'lost';
        if (chance < 0.2) return 'answer_lost';
        return chance < 0.23 ? 'hang' : 'none';
      }
    }
    begin();
  });

  expect(kills).toEqual([]);
  expect(sha256(server.state.files.get(assetId ?? '') ?? new Uint8Array())).toBe(sha256(bytes));
  expect(resentBytes).toBe(0);
  expect(begunBytes / bytes.length).toBeLessThanOrEqual(1.35);
});

it('brings 5 MB over 0.15 Mbit/s where every request is cut off after a minute', async () => {
  const { server, token } = startServer();
  const bytes = fileOf(5_000_000);
  const engine = startEngine(platform, { server, token, hashes: false, line: slowLine });
  const id = engine.uploader.add(memoryFile('a.mp4', bytes));
  const { state, assetId } = await engine.uploader.settled(id);
  expect(state).toBe('done');
  // Ten parts; three that ran out of time together are begun again, and no further one.
  expect(engine.requests.filter((line) => line.startsWith('PUT'))).toHaveLength(13);
  expect(sha256(server.state.files.get(assetId ?? '') ?? new Uint8Array())).toBe(sha256(bytes));
});

/** A line of 0.15 Mbit/s that all requests share, on a platform that gives each of them a minute. */
function slowLine(send: Transport, clock: FakeClock): Transport {
  let underWay = 0;
  return async (request) => {
    const never = new AbortController();
    let leftBytes = request.body?.length ?? 0;
    underWay += 1;
    try {
      for (let seconds = 0; leftBytes > 0; seconds += 1) {
        if (seconds === 60) throw new TransportError('request:fail timeout');
        await clock.sleep(1000, never.signal);
        leftBytes -= 18_750 / underWay;
      }
    } finally {
      underWay -= 1;
    }
    return send(request);
  };
}
