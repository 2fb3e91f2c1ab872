import { afterAll, expect, it } from 'vitest';
import { openTestRows } from '../testing/rows.ts';
import { deleteOldIdempotencyKeys, hasAnswer, storeAnswer, takeIdempotencyKey } from './idempotency.ts';

const { db, end } = await openTestRows();
afterAll(end);

const scope = 'somebody /uploads';

/** Takes a key and answers with a number, or gives the answer of whoever had it. */
async function answer(key: string, bodyHash: string, n: number): Promise<object> {
  return db.transaction().execute(async (trx) => {
    const stored = await takeIdempotencyKey(trx, { scope, key, bodyHash });
    if (stored !== null) return stored;
    await storeAnswer(trx, { scope, key, status: 201, answer: { n } });
    return { n };
  });
}

it('of calls at once with one key one is answered, and the others get its answer', async () => {
  const answers = await Promise.all([1, 2, 3].map((n) => answer('once', 'body', n)));
  const [own] = answers.filter((each) => !('status' in each));
  const others = answers.filter((each) => 'status' in each);
  expect(others).toEqual(Array(2).fill({ bodyHash: 'body', status: 201, answer: own }));
  expect(await hasAnswer(db, { scope, key: 'once' })).toBe(true);
});

it('a key is free again when the call that had it failed', async () => {
  const failing = db.transaction().execute(async (trx) => {
    await takeIdempotencyKey(trx, { scope, key: 'failed', bodyHash: 'body' });
    throw new Error('no room');
  });
  await expect(failing).rejects.toThrow('no room');
  expect(await hasAnswer(db, { scope, key: 'failed' })).toBe(false);
  expect(await answer('failed', 'body', 2)).toEqual({ n: 2 });
});

it('a key tells with what body it was used, and is another one for somebody else', async () => {
  await answer('told', 'mine', 1);
  expect(await answer('told', 'another', 2)).toMatchObject({ bodyHash: 'mine', answer: { n: 1 } });
  expect(await hasAnswer(db, { scope: 'somebody else /uploads', key: 'told' })).toBe(false);
});

it('keys are forgotten after two days', async () => {
  for (const key of ['old', 'young']) await answer(key, 'body', 1);
  const hours = async (key: string, n: number) => {
    const created_at = new Date(Date.now() - n * 3_600_000);
    await db.updateTable('idempotency').set({ created_at }).where('key', '=', key).execute();
  };
  await hours('old', 49);
  await hours('young', 47);
  await deleteOldIdempotencyKeys(db);
  expect(await hasAnswer(db, { scope, key: 'old' })).toBe(false);
  expect(await hasAnswer(db, { scope, key: 'young' })).toBe(true);
});
