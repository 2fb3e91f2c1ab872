import { PostponeError } from '@weireel/jobs';
import { expect, test } from 'vitest';
import { createFairPlaces } from './fair-places.ts';

/** Work that goes on until it is told to end. */
function openEnded() {
  const end = Promise.withResolvers<void>();
  return { run: () => end.promise, end: end.resolve };
}

test('one person’s whole files leave places to others, and come in when one has ended', async () => {
  const gate = createFairPlaces({ early: 1, wholeOfOne: 1 });
  const first = openEnded();
  const running = gate.use('ann', 'whole', first.run);
  expect(() => gate.requirePlace('ann', 'whole')).toThrow(PostponeError);
  await expect(gate.use('ann', 'whole', first.run)).rejects.toBeInstanceOf(PostponeError);
  await expect(gate.use('bob', 'whole', () => Promise.resolve('played'))).resolves.toBe('played');
  first.end();
  await running;
  gate.requirePlace('ann', 'whole');
});

test('files that arrive have places of their own, one for each person', async () => {
  const gate = createFairPlaces({ early: 2, wholeOfOne: 1 });
  const slow = openEnded();
  const running = [gate.use('ann', 'early', slow.run)];
  expect(() => gate.requirePlace('ann', 'early')).toThrow(PostponeError);
  gate.requirePlace('bob', 'early');
  gate.requirePlace('ann', 'whole');
  await expect(gate.use('ann', 'early', slow.run)).rejects.toMatchObject({ delayMs: 5000 });
  running.push(gate.use('bob', 'early', slow.run));
  await expect(gate.use('cid', 'early', slow.run)).rejects.toBeInstanceOf(PostponeError);
  slow.end();
  await Promise.all(running);
});

test('a place is free again when its work fails', async () => {
  const gate = createFairPlaces({ early: 1, wholeOfOne: 1 });
  await expect(gate.use('ann', 'whole', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  gate.requirePlace('ann', 'whole');
});
