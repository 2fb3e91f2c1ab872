import { expect, test } from 'vitest';
import { createStarvation } from './starvation.ts';

/** A viewer whose patience runs out when the test says. */
function viewer() {
  const done: string[] = [];
  let runOut: (() => void) | null = null;
  const starvation = createStarvation({
    every(_ms, act) {
      runOut = act;
      return () => (runOut = null);
    },
    upgrade: () => done.push('upgrade'),
    ask: () => done.push('ask'),
  });
  return { ...starvation, done, runOut: () => runOut?.(), isWaiting: () => runOut !== null };
}

test('who waits in vain asks for a newer version, again and again, and is taken there once it is known', () => {
  const { see, runOut, done } = viewer();
  see({ isStalled: true, isBetterReady: false });
  runOut();
  runOut();
  see({ isStalled: true, isBetterReady: true });
  see({ isStalled: true, isBetterReady: true });
  expect(done).toEqual(['ask', 'ask', 'upgrade']);
});

test('a newer version that is known already is taken when the patience ends, not before', () => {
  const { see, runOut, done } = viewer();
  see({ isStalled: true, isBetterReady: true });
  expect(done).toEqual([]);
  runOut();
  expect(done).toEqual(['upgrade']);
});

test('what goes on by itself is left alone', () => {
  const { see, runOut, done, isWaiting } = viewer();
  see({ isStalled: true, isBetterReady: false });
  runOut();
  see({ isStalled: false, isBetterReady: false });
  see({ isStalled: false, isBetterReady: true });
  expect(isWaiting()).toBe(false);
  expect(done).toEqual(['ask']);
});

test('a newer version that does not go on either is left for the next one', () => {
  const { see, runOut, done } = viewer();
  see({ isStalled: true, isBetterReady: true });
  runOut();
  see({ isStalled: true, isBetterReady: false });
  runOut();
  expect(done).toEqual(['upgrade', 'ask']);
});

test('nobody is asked after the player has gone', () => {
  const { see, stop, isWaiting } = viewer();
  see({ isStalled: true, isBetterReady: false });
  stop();
  expect(isWaiting()).toBe(false);
});
