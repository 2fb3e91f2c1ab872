import { sql } from 'kysely';
import { afterAll, expect, test, vi } from 'vitest';
import { createTestDatabase } from '../testing/test-database.ts';
import { askFor } from './asker.ts';
import { connect } from './connect.ts';

const { url, drop } = await createTestDatabase();
const { db, close } = connect(url, { maxConnections: 4, onError: () => {} });
afterAll(async () => {
  await close();
  await drop();
});

/** Holds a connection until it is let go. */
async function hold(): Promise<() => Promise<void>> {
  const { promise: goes, resolve: letGo } = Promise.withResolvers<undefined>();
  const { promise: holds, resolve: hasIt } = Promise.withResolvers<undefined>();
  const done = db.connection().execute(async (connection) => {
    await sql`select 1`.execute(connection);
    hasIt(undefined);
    await goes;
  });
  await holds;
  return () => {
    letGo(undefined);
    return done;
  };
}

test('one who wants every connection gets a share, and leaves the others to others', async () => {
  const first = await askFor('greedy', hold);
  const answered: string[] = [];
  const more = Array.from({ length: 5 }, () =>
    askFor('greedy', async () => {
      await sql`select 1`.execute(db);
      answered.push('greedy');
    }),
  );
  await askFor('modest', () => sql`select 1`.execute(db));
  await sql`select 1`.execute(db);
  expect(answered).toEqual([]);
  await first();
  await Promise.all(more);
  expect(answered).toHaveLength(5);
});

test('a piece of work that holds its share can still ask within', async () => {
  await askFor('nested', () =>
    db.transaction().execute(async () => {
      expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    }),
  );
});

test('a connection that broke gives its turn back', async () => {
  const breaking = Array.from({ length: 6 }, () =>
    askFor('unlucky', () => sql`select pg_terminate_backend(pg_backend_pid())`.execute(db)),
  );
  for (const each of await Promise.allSettled(breaking)) expect(each.status).toBe('rejected');
  await vi.waitFor(() => askFor('unlucky', () => sql`select 1`.execute(db)));
});
