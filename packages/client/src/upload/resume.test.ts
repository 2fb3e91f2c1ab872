import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryFile, patternBytes, startEngine, type Engine, type EngineOptions } from '../testing/engine.ts';
import { createFakeServer, type FakeServer } from '../testing/fake-server.ts';
import type { Fault } from '../testing/fake-transport.ts';
import type { FakeUpload } from '../testing/fake-state.ts';
import type { FileUploadSnapshot } from './snapshot.ts';

const platform = {
  afterOthers: (callback: () => void) => void setImmediate(callback),
  newAbort: () => new AbortController(),
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytes = patternBytes(61);

let server: FakeServer;
let token: string;

beforeEach(() => {
  server = createFakeServer({ sha256, now: () => Date.UTC(2026, 10, 20), partSizeBytes: 8 });
  token = server.register('an', 'correct horse');
});

function start(options: Partial<EngineOptions> = {}): Engine {
  return startEngine(platform, { server, token, ...options });
}

/** An engine that was killed after so many parts of `a.mp4` had arrived; gives what the server has of it. */
async function killAfter(parts: number, name = 'a.mp4'): Promise<FakeUpload> {
  let left = parts;
  await new Promise<void>((resolve) => {
    const engine = start({
      maxParallelParts: 1,
      nextFault: ({ method }): Fault => {
        if (method === 'PUT' && left-- === 0) {
          engine.kill();
          resolve();
          return 'hang';
        }
        return 'none';
      },
    });
    engine.uploader.add(memoryFile(name, bytes));
  });
  const upload = [...server.state.uploads.values()].at(-1);
  if (upload === undefined) throw new Error('nothing was begun');
  return upload;
}

function puts(engine: Engine): string[] {
  return engine.requests
    .filter((line) => line.startsWith('PUT'))
    .map((line) => line.replace(/^.*parts\//, ''));
}

function stored(snapshot: FileUploadSnapshot): Uint8Array | undefined {
  return server.state.files.get(snapshot.assetId ?? '');
}

async function upload(engine: Engine, content = bytes, uploadId?: string): Promise<FileUploadSnapshot> {
  const file = memoryFile('a.mp4', content);
  return engine.uploader.settled(engine.uploader.add(file, uploadId === undefined ? {} : { uploadId }));
}

describe('after a kill', () => {
  it('an upload that somebody had cut in another size goes on in that size', async () => {
    const begun = await killAfter(0);
    Object.assign(begun.facts, { partSizeBytes: 30, partCount: 3 });
    const engine = start();
    const last = await upload(engine);
    expect(last).toMatchObject({ uploadId: begun.facts.id, state: 'done' });
    expect(puts(engine).sort()).toEqual(['1', '2', '3']);
    expect(stored(last)).toEqual(bytes);
  });

  it('the upload with the same name and size goes on with the parts that are missing (UPL-20)', async () => {
    const before = await killAfter(5);
    const engine = start();
    const last = await upload(engine);
    expect(last).toMatchObject({ uploadId: before.facts.id, resumed: true, acknowledgedBytes: 61 });
    expect(stored(last)).toEqual(bytes);
    expect(puts(engine)).toEqual(['6', '7', '8']);
  });

  it('the upload that the caller names goes on', async () => {
    await killAfter(2);
    const named = await killAfter(6, 'b.mp4');
    const last = await upload(start(), bytes, named.facts.id);
    expect(last.uploadId).toBe(named.facts.id);
    expect(stored(last)).toEqual(bytes);
  });

  it('parts whose bytes differ from the file are sent again (UPL-20)', async () => {
    const before = await killAfter(5);
    const changed = bytes.slice();
    changed[9] = (changed[9] ?? 0) ^ 255;
    changed[33] = (changed[33] ?? 0) ^ 255;
    const engine = start();
    const last = await upload(engine, changed);
    expect(last.uploadId).toBe(before.facts.id);
    expect(stored(last)).toEqual(changed);
    expect(puts(engine).sort()).toEqual(['2', '5', '6', '7', '8']);
  });

  it('a platform without hashes trusts name and size, and reads only what it sends after a look at the first box', async () => {
    await killAfter(5);
    const engine = start({ hashes: false });
    const starts: number[] = [];
    const file = memoryFile('a.mp4', bytes);
    const read = (from: number, to: number) => (starts.push(from), file.read(from, to));
    const last = await engine.uploader.settled(engine.uploader.add({ ...file, read }));
    expect(stored(last)).toEqual(bytes);
    expect(starts).toEqual([0, 40, 48, 56]);
  });

  it('a file of another size is refused for the upload that the caller names', async () => {
    const before = await killAfter(3);
    const last = await upload(start(), bytes.slice(1), before.facts.id);
    expect(last).toMatchObject({ state: 'failed', failure: { code: 'file_changed' } });
    expect(before.parts.size).toBe(3);
  });

  it('an upload of another person is never taken', async () => {
    const before = await killAfter(3);
    const other = server.register('bo', 'battery staple');
    const last = await upload(start({ token: other }));
    expect(last.uploadId).not.toBe(before.facts.id);
    expect(stored(last)).toEqual(bytes);
  });

  it('it is found behind a hundred other open uploads', async () => {
    const before = await killAfter(3);
    for (let n = 0; n < 130; n++) {
      const id = server.state.newId();
      const facts = { ...before.facts, id, fileName: `${n}.mp4` };
      server.state.uploads.set(id, { ...before, facts, parts: new Map() });
    }
    const last = await upload(start());
    expect(last.uploadId).toBe(before.facts.id);
  });
});

describe('when the server says otherwise', () => {
  it('parts that it misses at the end are sent, and it is asked again', async () => {
    let dropped = false;
    const engine = start({
      nextFault: ({ url }): Fault => {
        const [first] = server.state.uploads.values();
        if (url.endsWith('/complete') && !dropped) {
          dropped = true;
          first?.parts.delete(2);
          first?.parts.delete(7);
        }
        return 'none';
      },
    });
    const last = await upload(engine);
    expect(stored(last)).toEqual(bytes);
    expect(last.acknowledgedBytes).toBe(61);
    expect(puts(engine).slice(8).sort()).toEqual(['2', '7']);
  });

  it('an upload that always misses parts fails in the end', async () => {
    const engine = start({
      nextFault: ({ url }): Fault => {
        if (url.endsWith('/complete')) for (const { parts } of server.state.uploads.values()) parts.delete(1);
        return 'none';
      },
    });
    expect((await upload(engine)).failure?.code).toBe('parts_missing');
  });

  it.each(['expired', 'deleted'])('an upload that was %s on its way begins again, once', async (fate) => {
    let puts = 0;
    const engine = start({
      nextFault: ({ method }): Fault => {
        const [first] = server.state.uploads.values();
        if (method === 'PUT' && ++puts === 4 && first !== undefined) {
          if (fate === 'expired') first.facts.state = 'expired';
          else server.state.uploads.delete(first.facts.id);
        }
        return 'none';
      },
    });
    const created: string[] = [];
    const id = engine.uploader.add(memoryFile('a.mp4', bytes), {
      onCreated: ({ uploadId }) => created.push(uploadId),
    });
    const last = await engine.uploader.settled(id);
    expect(stored(last)).toEqual(bytes);
    expect(created).toHaveLength(2);
    expect(last.uploadId).toBe(created[1]);
  });

  it('an upload that expires again and again fails', async () => {
    const engine = start({
      nextFault: ({ method }): Fault => {
        if (method === 'PUT') for (const { facts } of server.state.uploads.values()) facts.state = 'expired';
        return 'none';
      },
    });
    expect((await upload(engine)).failure?.code).toBe('upload_expired');
    expect(server.state.uploads.size).toBe(2);
  });

  it.each(['expired', 'deleted'])('a named upload that is %s already is begun anew', async (fate) => {
    const before = await killAfter(3);
    if (fate === 'expired') before.facts.state = 'expired';
    else server.state.uploads.delete(before.facts.id);
    const last = await upload(start(), bytes, before.facts.id);
    expect(last.uploadId).not.toBe(before.facts.id);
    expect(stored(last)).toEqual(bytes);
  });

  it('a named upload that is complete already is done without sending anything', async () => {
    const first = await upload(start());
    const engine = start();
    const last = await upload(engine, bytes, first.uploadId ?? '');
    expect(last).toMatchObject({ state: 'done', assetId: first.assetId, progress: 1, acknowledgedBytes: 61 });
    expect(puts(engine)).toEqual([]);
  });

  it('an upload that somebody else completes meanwhile is done', async () => {
    await killAfter(7);
    const other = start();
    let isFirst = true;
    const engine = start({
      nextFault: ({ method }): Fault => {
        if (method !== 'PUT' || !isFirst) return 'none';
        isFirst = false;
        other.uploader.add(memoryFile('a.mp4', bytes));
        return 'lost';
      },
    });
    const last = await upload(engine);
    expect(last.state).toBe('done');
    expect(stored(last)).toEqual(bytes);
  });
});
