import { expect, test } from 'vitest';
import { createKeptPosition, offeredPosition } from './kept-position.ts';
import { noPlayback } from './playback-state.ts';

const at = (positionMs: number, more = {}) => ({
  ...noPlayback,
  ...{ positionMs, durationMs: 60_000, paused: false, hasPicture: true },
  ...more,
});

function startKeeping(isKept = true) {
  const told: (number | 'end')[] = [];
  const kept = createKeptPosition(({ positionMs, hasEnded }) => {
    told.push(hasEnded ? 'end' : positionMs);
    return Promise.resolve({ isKept });
  });
  return { kept, told };
}

test('a place is told every quarter of a minute, at a pause, and at the end', () => {
  const { kept, told } = startKeeping();
  for (const positionMs of [1000, 14_000, 15_000, 16_000, 31_000]) kept.see(at(positionMs));
  kept.see(at(33_000, { paused: true }));
  kept.see(at(60_000, { hasEnded: true }));
  kept.tell();
  expect(told).toEqual([15_000, 31_000, 33_000, 'end']);
});

test('the end is told at once, though the pause before it was told', () => {
  const { kept, told } = startKeeping();
  kept.see(at(59_000));
  kept.see(at(60_000, { paused: true }));
  kept.see(at(60_000, { paused: true, hasEnded: true }));
  kept.see(at(60_000, { paused: true, hasEnded: true }));
  expect(told).toEqual([59_000, 60_000, 'end']);
});

test('who only looks in keeps the place that they had', () => {
  const { kept, told } = startKeeping();
  kept.see(at(3000));
  kept.see(at(4000, { paused: true }));
  kept.tell();
  expect(told).toEqual([]);
});

test('nothing more is told once the server says that it keeps none', async () => {
  const { kept, told } = startKeeping(false);
  kept.see(at(20_000));
  await Promise.resolve();
  kept.see(at(40_000));
  expect(told).toEqual([20_000]);
});

test('a stranger’s place is told once they are somebody', () => {
  const told: number[] = [];
  let isSomebody = false;
  const kept = createKeptPosition(({ positionMs }) => {
    if (!isSomebody) return null;
    told.push(positionMs);
    return Promise.resolve({ isKept: true });
  });
  kept.see(at(20_000));
  isSomebody = true;
  kept.tell();
  expect(told).toEqual([20_000]);
});

test.each([
  [4000, null],
  [30_000, 30_000],
  [58_000, null],
])('at %i of 60000 ms one is offered to go on at %s', (positionMs, offered) => {
  expect(offeredPosition(positionMs, 60_000)).toBe(offered);
});
