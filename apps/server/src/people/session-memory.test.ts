import { beforeEach, expect, test } from 'vitest';
import { createSessionMemory, type KnownSession, type SessionMemory } from './session-memory.ts';

const user: KnownSession['user'] = {
  ...{ id: 'u', roles: ['viewer'], nickname: 'U', state: 'active', second_factor_at: null, channels: [] },
};
const good: KnownSession = { user, expired: false };
let truth: KnownSession | null;
let asked: number;
let nowMs: number;
let memory: SessionMemory;

beforeEach(() => {
  [truth, asked, nowMs] = [good, 0, 0];
  memory = createSessionMemory(
    () => {
      asked += 1;
      return Promise.resolve(truth);
    },
    () => nowMs,
  );
});

test('a session is looked up once in a while', async () => {
  expect([await memory.find('t'), await memory.find('t')]).toEqual([good, good]);
  expect(asked).toBe(1);
  nowMs = 10_000;
  await memory.find('t');
  expect(asked).toBe(2);
});

test('what is refused is not remembered', async () => {
  const refusals = [
    null,
    { user, expired: true },
    { user: { ...user, state: 'disabled' as const }, expired: false },
  ];
  for (const refusal of refusals) {
    truth = refusal;
    expect(await memory.find('t')).toEqual(refusal);
    truth = good;
    expect(await memory.find('t')).toEqual(good);
    memory.forgetAll();
  }
});

test('a session that has ended, or whose person is another now, is looked up anew at once', async () => {
  for (const forget of [
    () => memory.forgetSession('t'),
    () => memory.forgetPerson('u'),
    () => memory.forgetAll(),
  ]) {
    truth = good;
    await memory.find('t');
    truth = null;
    forget();
    expect(await memory.find('t')).toBeNull();

    truth = good;
    const early = memory.find('t');
    truth = null;
    forget();
    expect(await early).toEqual(good);
    expect(await memory.find('t')).toBeNull();
  }
});

test('others stay remembered', async () => {
  await memory.find('t');
  memory.forgetSession('other');
  memory.forgetPerson('somebody');
  await memory.find('t');
  expect(asked).toBe(1);
});

test('so many sessions are remembered at most, and those that were found first go', async () => {
  for (let n = 0; n <= 10_000; n += 1) await memory.find(`t${n}`);
  asked = 0;
  await memory.find('t10000');
  expect(asked).toBe(0);
  await memory.find('t0');
  expect(asked).toBe(1);
});
