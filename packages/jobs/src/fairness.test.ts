import { randomUUID } from 'node:crypto';
import { insertUser } from '@weireel/db/people';
import { insertAsset } from '@weireel/db/videos';
import { createTestDatabase } from '@weireel/db/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enqueueJob } from './enqueue.ts';
import { PostponeError } from './settle.ts';
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
  await db
    .transaction()
    .execute((trx) => enqueueJob(trx, { id, kind: 'process_first', ownerId, subjectId: name }));
  return id;
}

describe('people who upload at the same time', () => {
  it('take turns, each in the order of arrival (GOAL-81)', async () => {
    const [many, one, two] = [await addPerson(), await addPerson(), await addPerson()];
    for (const name of ['many-1', 'many-2', 'many-3', 'many-4']) await addUpload(many, name);
    await addUpload(one, 'one-1');
    await addUpload(two, 'two-1');
    await addUpload(two, 'two-2');
    const order: string[] = [];
    await harness.start({
      handlers: handlersOf((attempt) => {
        order.push(attempt.job.subject_id);
        return Promise.resolve();
      }),
      concurrency: { early: 0, first: 1, rest: 0 },
    });
    await expect.poll(() => order.length).toBe(7);
    expect(order).toEqual(['many-1', 'one-1', 'two-1', 'many-2', 'two-2', 'many-3', 'many-4']);
  });

  it('are counted by themselves: what the system does for itself waits behind nobody', async () => {
    const { db } = harness.connection;
    const one = await addPerson();
    const add = (ownerId: string | null) =>
      enqueueJob(db, { id: randomUUID(), kind: 'delete_asset', ownerId, subjectId: randomUUID() });
    for (const ownerId of [one, one, null, null]) await add(ownerId);
    const rows = db.selectFrom('jobs').select(['owner_id', 'priority']).where('kind', '=', 'delete_asset');
    const places = (await rows.orderBy('priority').execute()).map(({ owner_id, priority }) => [
      owner_id === null ? 'system' : 'one',
      priority - 2000,
    ]);
    expect(places.toSorted()).toEqual([
      ['one', 0],
      ['one', 1],
      ['system', 0],
      ['system', 0],
    ]);
    await db.deleteFrom('jobs').where('kind', '=', 'delete_asset').execute();
  });

  it('all get a first playable before anybody’s ladder is begun', async () => {
    const [many, one] = [await addPerson(), await addPerson()];
    const names = ['a-1', 'a-2', 'a-3', 'b-1'];
    for (const name of names) await addUpload(name.startsWith('a') ? many : one, name);
    const { db } = harness.connection;
    await db.updateTable('assets').set({ state: 'processing' }).where('id', 'in', names).execute();
    const order: string[] = [];
    await harness.start({
      handlers: handlersOf(async ({ job }) => {
        const assetId = job.subject_id;
        order.push(`${job.kind} ${assetId}`);
        if (job.kind !== 'process_first') return;
        await db.updateTable('assets').set({ edition_id: assetId }).where('id', '=', assetId).execute();
        await enqueueJob(db, {
          id: randomUUID(),
          kind: 'process_ladder',
          ownerId: job.owner_id,
          subjectId: assetId,
        });
      }),
      concurrency: { early: 0, first: 1, rest: 2 },
    });
    await expect.poll(() => order.length).toBe(8);
    expect(order.slice(0, 4).map((begun) => begun.split(' ')[0])).toEqual(Array(4).fill('process_first'));
    expect(order.slice(4).sort()).toEqual(names.map((name) => `process_ladder ${name}`));
  });

  it('get their ladders in the order of their uploads, whichever was playable first', async () => {
    const [many, one] = [await addPerson(), await addPerson()];
    for (const name of ['e-1', 'e-2', 'e-3']) await addUpload(many, name);
    await addUpload(one, 'f-1');
    const { db } = harness.connection;
    for (const [minute, subject] of ['e-1', 'e-2', 'e-3', 'f-1'].entries()) {
      const begun = { state: 'done' as const, created_at: new Date(2026, 0, 1, 0, minute) };
      await db.updateTable('jobs').set(begun).where('subject_id', '=', subject).execute();
    }
    for (const subjectId of ['e-3', 'e-1', 'f-1', 'e-2']) {
      const ownerId = subjectId === 'f-1' ? one : many;
      const job = { id: randomUUID(), kind: 'process_ladder', ownerId, subjectId } as const;
      await db.transaction().execute((trx) => enqueueJob(trx, job));
    }
    const order: string[] = [];
    await harness.start({
      handlers: handlersOf(({ job }) => {
        order.push(job.subject_id);
        return Promise.resolve();
      }),
      concurrency: { early: 0, first: 0, rest: 1 },
    });
    await expect.poll(() => order.length).toBe(4);
    expect(order).toEqual(['e-1', 'f-1', 'e-2', 'e-3']);
  });

  it('do not wait with their ladders for a first playable that was put off', async () => {
    const [one, two] = [await addPerson(), await addPerson()];
    for (const [person, name] of [
      [one, 'c-1'],
      [two, 'd-1'],
    ] as const)
      await addUpload(person, name);
    const { db } = harness.connection;
    await db.updateTable('assets').set({ state: 'processing' }).where('id', 'in', ['c-1', 'd-1']).execute();
    const ladder = randomUUID();
    await enqueueJob(db, { id: ladder, kind: 'process_ladder', ownerId: two, subjectId: 'd-1' });
    await harness.start({
      handlers: handlersOf(({ job }) =>
        job.kind === 'process_first' ? Promise.reject(new PostponeError('later', 60_000)) : Promise.resolve(),
      ),
    });
    await harness.job(ladder, ({ state }) => state === 'done');
  });
});
