import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryFile, patternBytes, startEngine, type Engine, type EngineOptions } from '../testing/engine.ts';
import { createFakeServer, type FakeServer } from '../testing/fake-server.ts';
import type { Fault } from '../testing/fake-transport.ts';
import type { TransportRequest } from '../transport.ts';
import type { UploadCreated } from './file-upload.ts';
import type { FileUploadSnapshot } from './snapshot.ts';

const partSizeBytes = 8;
const platform = {
  afterOthers: (callback: () => void) => void setImmediate(callback),
  newAbort: () => new AbortController(),
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let server: FakeServer;
let token: string;

beforeEach(() => {
  server = createFakeServer({ sha256, now: () => Date.UTC(2026, 10, 20), partSizeBytes });
  token = server.register('an', 'correct horse');
});

function start(options: Partial<EngineOptions> = {}): Engine {
  return startEngine(platform, { server, token, ...options });
}

/** The whole file as the server has it. */
function stored(snapshot: FileUploadSnapshot): Uint8Array | undefined {
  return server.state.files.get(snapshot.assetId ?? '');
}

/** Faults for the requests that match, one after the other. */
function faultsFor(pattern: RegExp, ...faults: Fault[]): (request: TransportRequest) => Fault {
  return (request) =>
    pattern.test(`${request.method} ${request.url}`) ? (faults.shift() ?? 'none') : 'none';
}

/** Acts when the nth part goes out. */
function atPut(count: number, act: () => void): (request: TransportRequest) => Fault {
  return ({ method }) => {
    if (method === 'PUT' && --count === 0) act();
    return 'none';
  };
}

function puts(engine: Engine): string[] {
  return engine.requests
    .filter((line) => line.startsWith('PUT'))
    .map((line) => line.replace(/^.*parts\//, ''));
}

/** Waits until a snapshot of the file fulfils a condition. */
function until(engine: Engine, id: string, holds: (snapshot: FileUploadSnapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = engine.uploader.subscribe((snapshots) => {
      if (!snapshots.some((snapshot) => snapshot.id === id && holds(snapshot))) return;
      stop();
      resolve();
    });
  });
}

describe('an upload', () => {
  it('sends the parts that hold the movie header of an MP4 before the rest of its media (UPL-21)', async () => {
    const box = (type: string, sizeBytes: number): Buffer => {
      const bytes = Buffer.alloc(sizeBytes, 1);
      bytes.writeUInt32BE(sizeBytes);
      bytes.write(type, 4, 'latin1');
      return bytes;
    };
    const engine = start({ maxParallelParts: 1 });
    const bytes = Buffer.concat([box('ftyp', 8), box('mdat', 28), box('moov', 12)]);
    const id = engine.uploader.add(memoryFile('a.mp4', bytes));
    const last = await engine.uploader.settled(id);

    expect(puts(engine)).toEqual(['1', '5', '6', '2', '3', '4']);
    expect(stored(last)).toEqual(new Uint8Array(bytes));
  });

  it('brings every byte, with a checksum for each part, and says so step by step', async () => {
    const engine = start();
    const states: string[] = [];
    engine.uploader.subscribe(([snapshot]) => {
      if (snapshot !== undefined && states.at(-1) !== snapshot.state) states.push(snapshot.state);
    });
    const created: UploadCreated[] = [];
    const bytes = patternBytes(29);
    const id = engine.uploader.add(memoryFile('a.mp4', bytes), { onCreated: (info) => created.push(info) });
    const last = await engine.uploader.settled(id);

    expect(stored(last)).toEqual(bytes);
    expect(states).toEqual(['creating', 'uploading', 'completing', 'done']);
    expect(last).toMatchObject({
      acknowledgedBytes: 29,
      inFlightBytes: 0,
      progress: 1,
      failure: null,
      resumed: false,
    });
    expect(created).toEqual([{ uploadId: last.uploadId, assetId: last.assetId, resumed: false }]);
    expect(puts(engine)).toEqual(['1', '2', '3', '4']);
  });

  it('tells of the upload before any part has gone out', async () => {
    const engine = start();
    let putsBefore = -1;
    const onCreated = () => (putsBefore = puts(engine).length);
    await engine.uploader.settled(engine.uploader.add(memoryFile('a.mp4', patternBytes(20)), { onCreated }));
    expect(putsBefore).toBe(0);
  });

  it('sends no more parts and works on no more files at once than it may', async () => {
    const engine = start({
      nextFault: faultsFor(/PUT/, ...Array<Fault>(40).fill('late')),
      maxParallelParts: 3,
    });
    const ids = [1, 2, 3, 4].map((n) => engine.uploader.add(memoryFile(`${n}.mp4`, patternBytes(80, n))));
    expect(engine.uploader.snapshots().map(({ state }) => state)).toEqual([
      'creating',
      'creating',
      'queued',
      'queued',
    ]);
    const all = await Promise.all(ids.map((id) => engine.uploader.settled(id)));
    expect(all.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
    expect(engine.mostAtOnce()).toBe(6);
  });

  it('keeps two files with the same name and size apart', async () => {
    const engine = start({ nextFault: faultsFor(/POST .*uploads$/, 'answer_lost', 'late', 'answer_lost') });
    const contents = [patternBytes(30, 1), patternBytes(30, 2), patternBytes(30, 3)];
    const ids = contents.map((bytes) => engine.uploader.add(memoryFile('same.mp4', bytes)));
    const all = await Promise.all(ids.map((id) => engine.uploader.settled(id)));
    expect(all.map(stored)).toEqual(contents);
  });

  it('refuses an empty file without asking the server', async () => {
    const engine = start();
    const last = await engine.uploader.settled(engine.uploader.add(memoryFile('a.mp4', new Uint8Array(0))));
    expect(last).toMatchObject({ state: 'failed', failure: { code: 'media_empty' } });
    expect(engine.requests).toEqual([]);
  });

  it('fails with the server’s reason when it is refused', async () => {
    const engine = start({ token: 'nobody' });
    const last = await engine.uploader.settled(engine.uploader.add(memoryFile('a.mp4', patternBytes(9))));
    expect(last).toMatchObject({
      state: 'failed',
      failure: { code: 'unauthenticated', title: 'Sign in first' },
    });
    expect(engine.requests).toHaveLength(1);
  });

  it('fails when the file has become shorter, or cannot be read any more', async () => {
    const engine = start();
    const shorter = {
      ...memoryFile('a.mp4', patternBytes(20)),
      read: () => Promise.resolve(new Uint8Array(3)),
    };
    const gone = { ...memoryFile('b.mp4', patternBytes(20)), read: () => Promise.reject(new Error('EIO')) };
    const ids = [shorter, gone].map((file) => engine.uploader.add(file));
    const all = await Promise.all(ids.map((id) => engine.uploader.settled(id)));
    expect(all.map(({ failure }) => failure?.code)).toEqual(['file_changed', 'file_unreadable']);
  });

  it('reads the file part by part', async () => {
    const engine = start();
    const bytes = patternBytes(100);
    let most = 0;
    const read = (from: number, to: number) => {
      most = Math.max(most, to - from);
      return Promise.resolve(bytes.slice(from, to));
    };
    await engine.uploader.settled(engine.uploader.add({ ...memoryFile('a.mp4', bytes), read }));
    expect(most).toBe(partSizeBytes);
  });
});

describe('on a bad network an upload', () => {
  it('goes on after lost requests, lost answers, faults, strangers’ pages and damage', async () => {
    const faults: Fault[] = ['lost', 'answer_lost', 500, 'portal', 'damaged', 502, 'late', 503, 'limited'];
    const engine = start({ nextFault: () => faults.shift() ?? 'none' });
    const bytes = patternBytes(50);
    const last = await engine.uploader.settled(engine.uploader.add(memoryFile('a.mp4', bytes)));
    expect(stored(last)).toEqual(bytes);
    expect(server.state.uploads.size).toBe(1);
  });

  it('says that it waits for the network, and until when', async () => {
    const engine = start({ nextFault: faultsFor(/PUT/, ...Array<Fault>(9).fill('lost')) });
    const id = engine.uploader.add(memoryFile('a.mp4', patternBytes(24)));
    await until(engine, id, ({ state }) => state === 'waiting');
    const [waiting] = engine.uploader.snapshots();
    expect(waiting?.waiting?.reason).toBe('network');
    expect(waiting?.waiting?.retryAtMs).toBeGreaterThan(engine.clock.now());
    expect((await engine.uploader.settled(id)).state).toBe('done');
  });

  it('is in no hurry: a network that is away for a day ends nothing', async () => {
    const engine = start({ nextFault: (): Fault => (engine.clock.now() < backAtMs ? 'lost' : 'none') });
    const backAtMs = engine.clock.now() + 24 * 3_600_000;
    const last = await engine.uploader.settled(engine.uploader.add(memoryFile('a.mp4', patternBytes(24))));
    expect(last.state).toBe('done');
  });

  it('tries again at once when it is told that the network is back', async () => {
    const engine = start({ nextFault: faultsFor(/POST/, 'lost') });
    const id = engine.uploader.add(memoryFile('a.mp4', patternBytes(24)));
    await until(engine, id, ({ state }) => state === 'waiting');
    const beforeMs = engine.clock.now();
    engine.uploader.wake();
    await engine.uploader.settled(id);
    expect(engine.clock.now()).toBe(beforeMs);
  });

  it('waits at least as long as the server asks', async () => {
    const engine = start({ nextFault: faultsFor(/POST .*uploads$/, 'limited') });
    const beforeMs = engine.clock.now();
    await engine.uploader.settled(engine.uploader.add(memoryFile('a.mp4', patternBytes(9))));
    expect(engine.clock.now() - beforeMs).toBeGreaterThanOrEqual(7000);
  });

  it('gives up a request of which nothing is heard any more', async () => {
    const engine = start({ nextFault: faultsFor(/PUT/, 'hang', 'hang') });
    const bytes = patternBytes(24);
    const last = await engine.uploader.settled(engine.uploader.add(memoryFile('a.mp4', bytes)));
    expect(stored(last)).toEqual(bytes);
  });

  it('fails when the server fails again and again, and goes on when it is resumed', async () => {
    let isBroken = true;
    const engine = start({ nextFault: ({ method }): Fault => (isBroken && method === 'PUT' ? 500 : 'none') });
    const bytes = patternBytes(24);
    const id = engine.uploader.add(memoryFile('a.mp4', bytes));
    expect(await engine.uploader.settled(id)).toMatchObject({
      state: 'failed',
      failure: { code: 'internal' },
    });
    isBroken = false;
    engine.uploader.resume(id);
    expect(stored(await engine.uploader.settled(id))).toEqual(bytes);
    expect(server.state.uploads.size).toBe(1);
  });

  it('fails when bytes are damaged whatever it does', async () => {
    const engine = start({ nextFault: ({ method }): Fault => (method === 'PUT' ? 'damaged' : 'none') });
    const last = await engine.uploader.settled(engine.uploader.add(memoryFile('a.mp4', patternBytes(8))));
    expect(last.failure?.code).toBe('checksum_mismatch');
    expect(puts(engine)).toHaveLength(5);
  });
});

describe('a person', () => {
  it('pauses an upload and resumes it without sending any acknowledged part again', async () => {
    const engine = start({ maxParallelParts: 1, nextFault: atPut(4, () => engine.uploader.pause('file-1')) });
    const bytes = patternBytes(80);
    const id = engine.uploader.add(memoryFile('a.mp4', bytes));
    await until(engine, id, ({ state }) => state === 'paused');
    expect(engine.uploader.snapshots()[0]).toMatchObject({ state: 'paused', bytesPerSecond: null });
    engine.uploader.resume(id);
    const last = await engine.uploader.settled(id);
    expect(stored(last)).toEqual(bytes);
    // The part that was on its way when the pause came goes out twice.
    expect(puts(engine)).toEqual(['1', '2', '3', '4', '4', '5', '6', '7', '8', '9', '10']);
  });

  it('pauses and resumes at every moment without harm', async () => {
    for (let moment = 1; moment <= 30; moment++) {
      const engine = start();
      const bytes = patternBytes(60, moment);
      let changes = 0;
      engine.uploader.subscribe(() => {
        if (++changes !== moment) return;
        engine.uploader.pause('file-1');
        engine.uploader.resume('file-1');
      });
      engine.uploader.add(memoryFile(`${moment}.mp4`, bytes));
      const last = await engine.uploader.settled('file-1');
      expect(stored(last)).toEqual(bytes);
    }
  });

  it('pauses and resumes at the very moment at which the upload is known', async () => {
    const engine = start();
    const bytes = patternBytes(60);
    let times = 0;
    const onCreated = () => {
      times++;
      engine.uploader.pause('file-1');
      engine.uploader.resume('file-1');
    };
    const last = await engine.uploader.settled(
      engine.uploader.add(memoryFile('a.mp4', bytes), { onCreated }),
    );
    expect(stored(last)).toEqual(bytes);
    expect(times).toBe(1);
  });

  it('pauses an upload whose beginning nobody heard of, and a twin of the file does not share it', async () => {
    const engine = start({ nextFault: faultsFor(/POST .*uploads$/, 'answer_lost') });
    const contents = [patternBytes(30, 1), patternBytes(30, 2)] as const;
    const first = engine.uploader.add(memoryFile('same.mp4', contents[0]));
    await until(engine, first, ({ state }) => state === 'waiting');
    engine.uploader.pause(first);
    const twin = await engine.uploader.settled(engine.uploader.add(memoryFile('same.mp4', contents[1])));
    engine.uploader.resume(first);
    const last = await engine.uploader.settled(first);
    expect([stored(last), stored(twin)]).toEqual(contents);
    expect(twin.resumed).toBe(true);
  });

  it('cancels an upload, and the server forgets it although the network is bad', async () => {
    const faults = faultsFor(/DELETE/, 'lost', 503);
    let cancelled: Promise<void> | undefined;
    const cancel = atPut(4, () => {
      cancelled = engine.uploader.cancel('file-1');
    });
    const engine = start({ nextFault: (request) => (cancel(request), faults(request)) });
    const id = engine.uploader.add(memoryFile('a.mp4', patternBytes(80)));
    expect((await engine.uploader.settled(id)).state).toBe('cancelled');
    await cancelled;
    expect(engine.requests.filter((line) => line.startsWith('DELETE'))).toHaveLength(3);
    expect(server.state.uploads.size).toBe(0);
  });

  it('cancels a queued upload, and the others go on', async () => {
    const engine = start();
    const ids = [1, 2, 3].map((n) => engine.uploader.add(memoryFile(`${n}.mp4`, patternBytes(20, n))));
    await engine.uploader.cancel('file-3');
    const all = await Promise.all(ids.map((id) => engine.uploader.settled(id)));
    expect(all.map(({ state }) => state)).toEqual(['done', 'done', 'cancelled']);
  });

  it('takes a row off the list and finds its upload again by adding the file once more', async () => {
    const engine = start({
      maxParallelParts: 1,
      nextFault: atPut(4, () => engine.uploader.remove('file-1')),
    });
    const bytes = patternBytes(80);
    const first = engine.uploader.add(memoryFile('a.mp4', bytes));
    await until(engine, first, ({ state }) => state === 'paused');
    expect(engine.uploader.snapshots()).toEqual([]);
    const last = await engine.uploader.settled(engine.uploader.add(memoryFile('a.mp4', bytes)));
    expect(last.resumed).toBe(true);
    expect(stored(last)).toEqual(bytes);
    expect(server.state.uploads.size).toBe(1);
  });
});
