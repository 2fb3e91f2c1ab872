import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { waitForSilence } from './wait-for-silence.ts';

it('finds silence after twelve looks in vain, one after the other', async () => {
  const pulse = new PassThrough();
  let looks = 0;
  const wait = async (ms: number): Promise<void> => {
    expect(ms).toBe(5000);
    looks += 1;
    // A sign of life at the last moment begins the count anew.
    if (looks === 11) pulse.emit('data', Buffer.from('.'));
  };
  expect(await waitForSilence(pulse, wait, new AbortController().signal)).toBe(true);
  expect(looks).toBe(23);
});

it('finds none when it is over', async () => {
  const over = new AbortController();
  const wait = async (): Promise<void> => {
    over.abort();
    throw new Error('aborted');
  };
  expect(await waitForSilence(new PassThrough(), wait, over.signal)).toBe(false);
});
