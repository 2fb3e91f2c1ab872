import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { offlineWorker } from './offline-worker.ts';
import type { WebClient, WebFile } from './web-client.ts';

const file = (text: string): WebFile => ({
  ...{ bytes: Buffer.from(text), compressed: {}, contentType: 'text/javascript', etag: `W/"${text}"` },
  isHashed: true,
});
const clientOf = (entry: string): WebClient => ({
  files: new Map([
    ['/assets/first.js', file(entry)],
    ['/assets/worker.js', file('/* the worker */')],
    ['/icon.svg', file('icon')],
  ]),
  page: '<script src="/assets/first.js">',
  chunks: {
    '_first-a.js': { file: 'assets/first.js' },
    'src/offline/worker.ts': { file: 'assets/worker.js' },
  },
});

describe('the offline worker', () => {
  it('is another one for another build, and the same for the same', () => {
    const [one, same, other] = ['a', 'a', 'b'].map((text) => offlineWorker(clientOf(text), true));
    expect(one?.script).toBe(same?.script);
    expect(one?.script).not.toBe(other?.script);
    expect(one?.shellPath).not.toBe(other?.shellPath);
    expect(one?.script).toContain('"files":["/assets/first.js","/icon.svg"]');
    expect(one?.script).toContain('/* the worker */');
  });

  it('ends what browsers have kept when it is switched off, and leaves alone what is not ours', async () => {
    const { script, shellPath } = offlineWorker(clientOf('a'), false);
    expect(shellPath).toBeNull();
    const done: string[] = [];
    const listeners = new Map<string, (event: { waitUntil(work: Promise<unknown>): void }) => void>();
    const note = (what: string) => () => (done.push(what), Promise.resolve());
    const caches = {
      keys: () => Promise.resolve(['weireel-1', 'weireel-2', 'another']),
      delete: (name: string) => note(`delete ${name}`)(),
    };
    const self = {
      addEventListener: listeners.set.bind(listeners),
      skipWaiting: note('skip'),
      registration: { unregister: note('unregister') },
    };
    runInNewContext(script, { self, caches });
    const works: Promise<unknown>[] = [];
    for (const name of ['install', 'activate'])
      listeners.get(name)?.({ waitUntil: (work) => works.push(work) });
    await Promise.all(works);
    expect(done).toEqual(['skip', 'unregister', 'delete weireel-1', 'delete weireel-2']);
  });
});
