import { connect } from '@weireel/db';
import { createTestDatabase } from '@weireel/db/testing';
import { afterAll, expect, it } from 'vitest';
import { announceWorkers } from './heartbeat.ts';
import { listWorkers } from './queue.ts';

const database = await createTestDatabase();
const { db, close } = connect(database.url, { maxConnections: 2, onError: () => {} });
afterAll(async () => {
  await close();
  await database.drop();
});

it('tells what uploaded files could do on the machine of a worker, as long as that lives', async () => {
  const announcement = {
    pools: [
      { id: 'a', pool: 'first', slots: 2 },
      { id: 'b', pool: 'rest', slots: 1 },
    ],
    ...{ processId: 1, host: 'mybox', usage: {} },
  } satisfies Partial<Parameters<typeof announceWorkers>[1]>;
  await announceWorkers(db, { ...announcement, sandboxGaps: ['reaches_network', 'sees_files'] });
  await announceWorkers(db, { ...announcement, sandboxGaps: ['reaches_network', 'sees_files'] });
  expect(await listWorkers(db, 60_000)).toMatchObject([
    { host: 'mybox', slots: { first: 2, rest: 1 }, sandboxGaps: ['reaches_network', 'sees_files'] },
  ]);
});
