import { expect, test } from 'vitest';
import { SoundWatch } from './sound-watch.ts';

const frameTicks = 1024;
const [single, pair, filling] = [0, 1, 6];

function lookAt(channels: number, frames: readonly { time: number; element: number }[]): void {
  const watch = new SoundWatch({ channels, frameTicks });
  for (const { time, element } of frames) {
    const times = { decodeTime: time, presentationTime: time, duration: frameTicks, isSync: true };
    watch.look({ ...times, data: Uint8Array.of(element << 5, 0) });
  }
}

const evenly = (count: number, step: number, element = pair) =>
  Array.from({ length: count }, (_, n) => ({ time: Math.round(n * step), element }));

test('sound that goes on as it began is copied, with rounded times, a gap and data before its channels', () => {
  expect(() => lookAt(2, evenly(100, frameTicks))).not.toThrow();
  const inMilliseconds = evenly(100, frameTicks).map(({ time, element }) => ({
    time: Math.round(time / 48) * 48,
    element,
  }));
  expect(() => lookAt(2, inMilliseconds)).not.toThrow();
  const withGap = evenly(100, frameTicks).map(({ time }, n) => ({
    time: n < 50 ? time : time + 3000,
    element: n % 3 === 0 ? filling : pair,
  }));
  expect(() => lookAt(2, withGap)).not.toThrow();
  expect(() => lookAt(6, evenly(100, frameTicks, single))).not.toThrow();
});

test.each([
  ['mono, then stereo', 1, [...evenly(5, frameTicks, single), { time: 5 * frameTicks, element: pair }]],
  ['stereo, then mono', 2, [...evenly(5, frameTicks), { time: 5 * frameTicks, element: single }]],
  ['a lower rate', 2, evenly(20, (frameTicks * 48) / 44.1)],
  ['a higher rate', 2, evenly(20, (frameTicks * 44.1) / 48)],
])('sound that changes is not: %s', (_name, channels, frames) => {
  expect(() => lookAt(channels, frames)).toThrow(expect.objectContaining({ reason: 'sound_changes' }));
});
