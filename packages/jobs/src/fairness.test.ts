import { randomUUID } from 'node:crypto';
import { insertAsset, insertUser } from '@weireel/db';
import { createTestDatabase } from '@weireel/db/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enqueueJob } from './enqueue.ts';
import { handlersOf } from './testing/handlers.ts';
import { openHarness, type Harness } from './testing/harness.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

let harness: Harness;
beforeEach(() => {
  harness = openHarness(database.url);
});
afterEach(() => harness.end());

async function addPerson(): Promise<string> {
  const id = randomUUID();
  const user = { id, account: id, passwordHash: null, nickname: id, roles: [], state: 'active' as const };
  await insertUser(harness.connection.db, user);
  return id;
}

async function addUpload(ownerId: string, name: string): Promise<string> {
  const { db } = harness.connection;
  const id = randomUUID();
  const facts = { ownerId, fileName: name, contentType: null, sizeBytes: 1, mediaKey: randomUUID() };
  await insertAsset(db, { id: name, ...facts });
  await db.transaction().execute((trx) => enqueueJob(trx, { id, kind: 'process_first', assetId: name }));
  return id;
}

describe('people who upload at the same time', () => {
  it('take turns, each in the order of arrival', async () => {
    const [many, one, two] = [await addPerson(), await addPerson(), await addPerson()];
    for (const name of ['many-1', 'many-2', 'many-3', 'many-4']) await addUpload(many, name);
    await addUpload(one, 'one-1');
    await addUpload(two, 'two-1');
    await addUpload(two, 'two-2');
    const order: string[] = [];
    await harness.start({
      handlers: handlersOf((attempt) => {
        order.push(attempt.job.asset_id ?? '');
        return Promise.resolve();
      }),
      concurrency: { first: 1, rest: 0 },
    });
    await expect.poll(() => order.length).toBe(7);
    expect(order).toEqual(['many-1', 'one-1', 'two-1', 'many-2', 'two-2', 'many-3', 'many-4']);
  });
});
