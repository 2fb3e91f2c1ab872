import { expect, test } from 'vitest';
import { afterPlaybackEvent, loadedUntilMs, noPlayback, type PlaybackEvent } from './playback-state.ts';

const after = (...events: PlaybackEvent[]) => events.reduce(afterPlaybackEvent, noPlayback);

test('an element that has nothing to show is stalled until it moves', () => {
  expect(after({ kind: 'waiting', paused: false }).isStalled).toBe(true);
  expect(after({ kind: 'waiting', paused: false }, { kind: 'moving' }).isStalled).toBe(false);
});

test('who has paused it does not wait', () => {
  expect(after({ kind: 'waiting', paused: true }).isStalled).toBe(false);
});

test('the picture stays until the source is taken off', () => {
  const read: PlaybackEvent = { kind: 'read', figures: { positionMs: 40 } };
  expect(after({ kind: 'shown' }, read)).toMatchObject({ hasPicture: true, positionMs: 40 });
  expect(after({ kind: 'shown' }, { kind: 'emptied' }).hasPicture).toBe(false);
});

test('figures that are not read stay as they were', () => {
  const state = after(
    { kind: 'read', figures: { durationMs: 8000, paused: false } },
    { kind: 'read', figures: { positionMs: 100 } },
  );
  expect(state).toMatchObject({ durationMs: 8000, positionMs: 100, paused: false });
});

test.each([
  [0, 2000],
  [1999, 2000],
  [2500, 0],
  [2950, 5000],
  [6000, 0],
])('at %i ms everything until %i ms is there', (positionMs, untilMs) => {
  const ranges = [
    [0, 2000],
    [3000, 5000],
  ] as const;
  expect(loadedUntilMs(ranges, positionMs)).toBe(untilMs);
});
