import type { MediaAccess } from '@weireel/db/videos';
import { beforeEach, expect, test } from 'vitest';
import { createMediaAccessMemory, type MediaAccessMemory } from './media-access.ts';

const open = { assetId: 'a', isOpen: true };
const closed = { assetId: 'a', isOpen: false };
let truth: MediaAccess | null;
let asked: number;
let nowMs: number;
let memory: MediaAccessMemory;

beforeEach(() => {
  asked = 0;
  nowMs = 0;
  memory = createMediaAccessMemory(
    () => {
      asked += 1;
      return Promise.resolve(truth);
    },
    () => nowMs,
  );
});

test('what is open is looked up once in a while', async () => {
  truth = open;
  expect([await memory.find('k'), await memory.find('k')]).toEqual([open, open]);
  expect(asked).toBe(1);
  nowMs = 2000;
  await memory.find('k');
  expect(asked).toBe(2);
});

test('what is closed or missing opens at once', async () => {
  for (const refusal of [closed, null]) {
    truth = refusal;
    expect(await memory.find('k')).toEqual(refusal);
    truth = open;
    expect(await memory.find('k')).toEqual(open);
    memory.forget();
  }
});

test('what was open is closed at once, also for whoever asked in between', async () => {
  truth = open;
  await memory.find('k');
  truth = null;
  memory.forget();
  expect(await memory.find('k')).toBeNull();

  truth = open;
  const early = memory.find('k');
  truth = null;
  memory.forget();
  expect(await early).toEqual(open);
  expect(await memory.find('k')).toBeNull();
});

test('what is closed is forgotten, and nothing else', async () => {
  truth = open;
  await memory.find('k');
  truth = { assetId: 'b', isOpen: true };
  await memory.find('l');
  memory.forget('b');
  await Promise.all([memory.find('k'), memory.find('l')]);
  expect(asked).toBe(3);
});

test('those who ask at once are answered together', async () => {
  truth = closed;
  await Promise.all([memory.find('k'), memory.find('k')]);
  expect(asked).toBe(1);
  await memory.find('k');
  expect(asked).toBe(2);
});
