import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from './connect.ts';
import { isDatabaseAway } from './database-away.ts';
import { createTestDatabase } from '../testing/test-database.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

async function failureOf(query: Promise<unknown>): Promise<unknown> {
  return query.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('a database that is away', () => {
  it('is told by a connection that the server ends', async () => {
    const { db, close } = connect(database.url, { maxConnections: 1, onError: () => {} });
    const failure = await failureOf(sql`select pg_terminate_backend(pg_backend_pid())`.execute(db));
    expect(isDatabaseAway(failure)).toBe(true);
    await close();
  });

  it('is told by a socket that nobody listens on', async () => {
    const { db, close } = connect('postgres:///x?host=/nowhere', { maxConnections: 1, onError: () => {} });
    expect(isDatabaseAway(await failureOf(sql`select 1`.execute(db)))).toBe(true);
    await close();
  });

  it('is told by an error of a full disk', async () => {
    const { db, close } = connect(database.url, { maxConnections: 1, onError: () => {} });
    const raise = sql`do $$ begin raise exception 'full' using errcode = 'disk_full'; end $$`;
    expect(isDatabaseAway(await failureOf(raise.execute(db)))).toBe(true);
    await close();
  });

  it('is not told by a wrong query, nor by errors of others', async () => {
    const { db, close } = connect(database.url, { maxConnections: 1, onError: () => {} });
    expect(isDatabaseAway(await failureOf(sql`select nothing`.execute(db)))).toBe(false);
    const missing = Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' });
    expect(isDatabaseAway(missing)).toBe(false);
    await close();
  });
});
