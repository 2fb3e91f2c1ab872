import type { Video } from '@weireel/contract';
import { expect, test } from 'vitest';
import { Batcher, type StreamSink } from './batcher.ts';
import type { Changes } from './changes.ts';
import { presentChanges, type StreamMessage } from './presenters.ts';

/** The other end of a stream, which takes nothing of what waits when it is slow. */
class FakeSink implements StreamSink {
  readonly written: Buffer[] = [];
  isCut = false;
  private readonly isSlow: boolean;

  constructor(isSlow = false) {
    this.isSlow = isSlow;
  }

  waitingBytes(): number {
    return this.isSlow ? this.written.reduce((sum, { length }) => sum + length, 0) : 0;
  }

  write(bytes: Buffer): void {
    if (!this.isCut) this.written.push(bytes);
  }

  cut(): void {
    this.isCut = true;
  }

  text(): string {
    return Buffer.concat(this.written).toString();
  }
}

/** Tells of every changed video and notes what was asked. */
function fakePresenter() {
  const asked: string[][] = [];
  const present = async (changes: Changes): Promise<StreamMessage[]> => {
    const ids = [...changes.of('video')];
    asked.push(ids);
    return ids.map((id) => ({ name: 'video-deleted', data: { id } }));
  };
  return { asked, present };
}

function begun(batcher: Batcher, cursor: string, sink = new FakeSink()): FakeSink {
  const reader = batcher.join(sink);
  reader.missed([], cursor);
  reader.begin();
  return sink;
}

const videoChange = (id: string) => ({ noun: 'video', id }) as const;
const told = (id: string) => `event: video-deleted\ndata: {"id":"${id}"}\n\n`;

test('streams of one person get the same bytes of one presentation, the last message with the place (EVT-11, EVT-14)', async () => {
  const { asked, present } = fakePresenter();
  const batcher = new Batcher(present);
  const sinks = [begun(batcher, '1-1'), begun(batcher, '1-1')];
  batcher.take([videoChange('v1')], '2-1');
  batcher.take([videoChange('v2')], '2-2');
  batcher.take([videoChange('v1')], '2-3');
  await batcher.flush();
  expect(asked).toEqual([['v1', 'v2']]);
  for (const sink of sinks) expect(sink.text()).toBe(`${told('v1')}id: 2-3\n${told('v2')}`);
  expect(sinks[0]?.written[0]).toBe(sinks[1]?.written[0]);
  await batcher.flush();
  expect(asked).toHaveLength(1);
});

test('what a stream missed is told to it alone, with what changes meanwhile told once (EVT-12)', async () => {
  const { asked, present } = fakePresenter();
  const batcher = new Batcher(present);
  const old = begun(batcher, '9-1');
  await batcher.flush();
  const sink = new FakeSink();
  const reader = batcher.join(sink);
  batcher.take([videoChange('now')], '9-2');
  reader.missed([videoChange('before'), videoChange('now')], '9-2');
  reader.begin();
  await batcher.flush();
  expect(asked).toEqual([['before'], ['now']]);
  expect(old.text()).toBe(`id: 9-2\n${told('now')}`);
  expect(sink.text()).toBe(`${told('before')}id: 9-2\n${told('now')}`);
});

test('a stream is told no place before it knows what it missed (EVT-11)', async () => {
  const { present } = fakePresenter();
  const batcher = new Batcher(present);
  begun(batcher, '1-1');
  const sink = new FakeSink();
  const reader = batcher.join(sink);
  batcher.take([videoChange('v1')], '2-1');
  await batcher.flush();
  expect(sink.text()).toBe('');
  reader.missed([], '1-9');
  reader.begin();
  await batcher.flush();
  expect(sink.text()).toContain(told('v1'));
});

test('a stream that begins while others are written to loses nothing of it (EVT-11)', async () => {
  const gate = Promise.withResolvers<undefined>();
  const { present } = fakePresenter();
  const batcher = new Batcher(async (changes) => {
    await gate.promise;
    return present(changes);
  });
  begun(batcher, '1-1');
  batcher.take([videoChange('v1')], '2-1');
  const flushing = batcher.flush();
  const sink = new FakeSink();
  const reader = batcher.join(sink);
  batcher.take([videoChange('v2')], '2-2');
  reader.missed([videoChange('v1')], '2-1');
  reader.begin();
  gate.resolve(undefined);
  await flushing;
  expect(sink.text()).toBe('');
  await batcher.flush();
  expect(sink.text()).toContain(told('v1'));
  expect(sink.text()).toContain(told('v2'));
});

test('progress is told at the place at which the stream is (EVT-9)', async () => {
  const { present } = fakePresenter();
  const batcher = new Batcher(present);
  const sink = begun(batcher, '1-1');
  batcher.take([videoChange('v1')]);
  await batcher.flush();
  expect(sink.text()).toBe(`id: 1-1\n${told('v1')}`);
});

test('what cannot be presented is kept for the next time (EVT-8)', async () => {
  const { present } = fakePresenter();
  let isAway = true;
  const batcher = new Batcher(async (changes) => {
    if (isAway) throw new Error('the database is away');
    return present(changes);
  });
  const sink = begun(batcher, '1-1');
  batcher.take([videoChange('v1')], '2-1');
  await expect(batcher.flush()).rejects.toThrow('away');
  isAway = false;
  await batcher.flush();
  expect(sink.text()).toBe(`id: 2-1\n${told('v1')}`);
});

test('a flood of progress about a hundred videos on ten streams: each once a batch, buffers with an end (EVT-6, EVT-15)', async () => {
  const videos = Array.from({ length: 100 }, (_, n) => {
    return { id: `v${n}`, description: '影'.repeat(1000) } as Video; // as large as one gets; no more is looked at
  });
  let presented = 0;
  const view = {
    uploads: async () => new Map(),
    unread: async () => ({ notifications: 0 }),
    videos: async () => {
      presented += videos.length;
      return videos;
    },
  };
  const batcher = new Batcher((changes) => presentChanges(changes, view));
  const quick = Array.from({ length: 9 }, () => begun(batcher, '1-1'));
  const slow = begun(batcher, '1-1', new FakeSink(true));
  const rounds = 6;
  for (let round = 1; round <= rounds; round += 1) {
    for (let n = 0; n < 500; n += 1) batcher.take([{ noun: 'asset', id: 'a1' }]);
    await Promise.all([batcher.flush(), batcher.flush()]);
    expect(presented).toBe(round * videos.length);
  }
  // One copy of a batch, whoever it waits for.
  for (const { written } of quick) expect(written[0]).toBe(quick[0]?.written[0]);
  expect(slow.isCut).toBe(true);
  const batchBytes = Buffer.byteLength(quick[0]?.text() ?? '') / rounds;
  expect(slow.waitingBytes()).toBeLessThanOrEqual(1024 * 1024 + batchBytes);
});
