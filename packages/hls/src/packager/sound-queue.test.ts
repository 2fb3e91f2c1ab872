import { describe, expect, test } from 'vitest';
import { SoundQueue } from './sound-queue.ts';

const silence = Uint8Array.of(0);
const frame = (decodeTime: number) => ({
  ...{ decodeTime, presentationTime: decodeTime, duration: 1024, isSync: true },
  data: Uint8Array.of(decodeTime % 251, 1),
});

function queueOf(times: readonly number[]): SoundQueue {
  const even = { frameTicks: 1024, silentFrame: silence };
  const queue = new SoundQueue({ maxLead: Infinity, maxGap: Infinity, even });
  queue.start(0);
  for (const time of times) queue.add(frame(time));
  return queue;
}

/** Times at which frames were laid; those of silence negative. */
function laid(frames: ReturnType<SoundQueue['take']>): number[] {
  expect(frames.every(({ duration }) => duration === 1024)).toBe(true);
  return frames.map(({ time, data }) => (data === silence ? -time : time));
}

describe('even frames of sound', () => {
  test('go on without a gap where a part of a frame is missing', () => {
    const queue = queueOf([0, 1024, 2048 + 300, 3072 + 300]);
    expect(laid(queue.take(4096))).toEqual([0, 1024, 2048, 3072]);
  });

  test('become silence where more than half a frame is missing, before, within and behind the sound', () => {
    const queue = queueOf([2048 + 7, 3072 + 7, 6144]);
    expect(laid(queue.take(5000))).toEqual([-7, -1031, 2055, 3079, -4103]);
    expect(laid(queue.takeLast(9000))).toEqual([-5127, 6151, -7175, -8199]);
    expect(queue.takenUntil).toBe(7175);
  });

  test('are left out where they come twice', () => {
    const queue = queueOf([0, 1024, 1030, 1036, 2048]);
    expect(laid(queue.take(3072))).toEqual([0, 1024, 2048]);
  });

  test('are silence until the first sound, however late it comes', () => {
    const queue = queueOf([]);
    expect(laid(queue.take(2048))).toEqual([-0, -1024]);
    queue.add(frame(3000));
    expect(laid(queue.take(4096))).toEqual([-2048, 3072]);
  });
});
