import { danmakuFreshMs } from '@weireel/contract/plain';
import { expect, test } from 'vitest';
import { createDanmakuTrack, type DanmakuLine } from './danmaku-track.ts';

const line = (atMs: number, id = `at ${atMs}`): DanmakuLine => ({
  ...{ id, authorId: 'somebody', atMs, body: id, mode: 'scroll', colour: 'white' },
});

/** A track whose windows the test gives. */
function open() {
  const asked: number[] = [];
  const failed: unknown[] = [];
  const read: number[] = [];
  const answers = new Map<number, PromiseWithResolvers<readonly DanmakuLine[]>>();
  const waiting: { ms: number; act: () => void }[] = [];
  const track = createDanmakuTrack({
    load(window) {
      asked.push(window);
      const answer = Promise.withResolvers<readonly DanmakuLine[]>();
      answers.set(window, answer);
      return answer.promise;
    },
    onRead: () => read.push(track.all().length),
    onFailed: (error) => failed.push(error),
    after(ms, act) {
      const one = { ms, act };
      waiting.push(one);
      return () => void waiting.splice(waiting.indexOf(one) >>> 0, 1);
    },
  });
  const answer = async (window: number, lines: readonly DanmakuLine[] | Error) => {
    if (lines instanceof Error) answers.get(window)?.reject(lines);
    else answers.get(window)?.resolve(lines);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { asked, failed, read, track, answer, waiting };
}

test('each window is read once: the one of the moment, the next before it begins, and the one that still crosses', () => {
  const { asked, track } = open();
  for (const ms of [0, 250, 5000]) track.prepare(ms);
  expect(asked).toEqual([0]);
  track.prepare(21_000);
  expect(asked).toEqual([0, 1]);
  track.prepare(301_000);
  expect(asked).toEqual([0, 1, 10, 9]);
});

test('those of a span come in the order of their moments, from whichever window and however late', async () => {
  const { read, track, answer } = open();
  track.prepare(25_000);
  await answer(1, [line(30_100)]);
  await answer(0, [line(29_000), line(28_000)]);
  // Who is told that a window came finds it.
  expect(read).toEqual([1, 3]);
  track.add(line(29_500, 'mine'));
  track.add(line(29_500, 'mine'));
  expect(track.between(28_500, 31_000).map(({ id }) => id)).toEqual(['at 29000', 'mine', 'at 30100']);
  expect(track.between(29_000, 29_500).map(({ id }) => id)).toEqual(['at 29000']);
});

test('what was taken out does not come back with a window that was on its way', async () => {
  const { track, answer } = open();
  track.prepare(0);
  track.remove('at 100');
  await answer(0, [line(100), line(200)]);
  expect(track.all().map(({ id }) => id)).toEqual(['at 200']);
});

test('a window that fails is asked for again when a while more was watched', async () => {
  const { asked, failed, track, answer } = open();
  for (const ms of [0, 250, 500, 3000, 3250]) {
    track.prepare(ms);
    await answer(0, new Error('away'));
  }
  expect(asked).toEqual([0, 0]);
  expect(failed).toHaveLength(2);
});

test('what was said between the reading of a window and the hearing of others is read once no answer is older', async () => {
  const { asked, read, track, answer, waiting } = open();
  track.prepare(0);
  await answer(0, [line(100)]);
  // Who breaks off and comes back at once reads once.
  for (const _ of [1, 2]) track.heard();
  expect(waiting).toMatchObject([{ ms: danmakuFreshMs }]);
  track.prepare(31_000);
  waiting.pop()?.act();
  expect(asked).toEqual([0, 1, 1, 0]);
  await answer(0, [line(100), line(200)]);
  await answer(1, []);
  track.prepare(0);
  expect(asked).toHaveLength(4);
  track.heard();
  waiting[0]?.act();
  await answer(0, [line(100), line(200)]);
  // Who knows all of a window already is told nothing.
  expect(read).toEqual([1, 2]);
  track.heard();
  track.close();
  expect(waiting).toEqual([]);
});
