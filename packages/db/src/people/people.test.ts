import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Connection } from '../engine/connect.ts';
import { migrateTo, migrateToLatest } from '../engine/migrate.ts';
import { migrations } from '../engine/migrations/index.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { findSession, insertSession } from './sessions.ts';
import { insertUser, type NewUser } from './users.ts';

const database = await createTestDatabase();
const empty = await createTestDatabase({ hasTables: false });
afterAll(() => Promise.all([database.drop(), empty.drop()]));

async function withConnection<T>(url: string, use: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = connect(url, { maxConnections: 1, onError: () => {} });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

const person = (id: string, account: string | null): NewUser => ({
  ...{ id: id.padEnd(16, '0'), account, passwordHash: null, nickname: 'Somebody' },
  ...{ roles: [], state: 'active' },
});

describe('accounts that look alike', () => {
  it('are given once, those of WeChat have no look', async () => {
    await withConnection(database.url, async ({ db }) => {
      expect(await insertUser(db, person('a', 'admin2'))).toMatchObject({ account_skeleton: 'adrnin2' });
      for (const [n, account] of ['\u0430dmin2', 'adm\u200bin2', '\uff41dmin2', 'admin2'].entries()) {
        expect(await insertUser(db, person(`b${n}`, account)), account).toBeNull();
      }
      for (const n of [1, 2]) {
        expect(await insertUser(db, person(`c${n}`, null))).toMatchObject({ account_skeleton: null });
      }
    });
  });

  it('of an older version stay, and the oldest has the look', async () => {
    const older = Object.keys(migrations).filter((name) => name < '0007');
    await migrateTo(empty.url, older);
    await withConnection(empty.url, async ({ db }) => {
      for (const [n, account] of ['\u0430dmin2', 'admin2', 'Somebody', null].entries()) {
        await sql`insert into users (id, account, nickname, state, created_at)
          values (${String(n).padEnd(16, '0')}, ${account}, 'x', 'active', now() - make_interval(days => ${n}))`.execute(
          db,
        );
      }
    });
    await migrateToLatest(empty.url);
    await withConnection(empty.url, async ({ db }) => {
      const rows = await db
        .selectFrom('users')
        .select(['account', 'account_skeleton'])
        .orderBy('id')
        .execute();
      expect(rows).toEqual([
        { account: '\u0430dmin2', account_skeleton: null },
        { account: 'admin2', account_skeleton: 'adrnin2' },
        { account: 'Somebody', account_skeleton: 'sornebody' },
        { account: null, account_skeleton: null },
      ]);
      expect(await insertUser(db, person('d', '\u0430dmin2'))).toBeNull();
    });
  });
});

describe('a session', () => {
  beforeAll(() => withConnection(database.url, ({ db }) => insertUser(db, person('s', 'sleeper'))));

  /** Days that a session of this age still lives after it was used, when it would have ended tomorrow. */
  const daysLeft = (ageDays: number) =>
    withConnection(database.url, async ({ db }) => {
      const token = `token of ${ageDays} days`;
      await insertSession(db, token, 's'.padEnd(16, '0'));
      await sql`update sessions set created_at = now() - make_interval(days => ${ageDays}),
        expires_at = now() + interval '1 day' where token_hash = ${token}`.execute(db);
      expect(await findSession(db, token)).toMatchObject({ expired: false });
      const { rows } = await sql<{ days: number }>`
        select round(extract(epoch from expires_at - now()) / 86400)::int as days
        from sessions where token_hash = ${token}`.execute(db);
      return rows[0]?.days;
    });

  it('lives thirty days more when it is used, and never longer than half a year', async () => {
    expect(await daysLeft(10)).toBe(30);
    expect(await daysLeft(160)).toBe(20);
    expect(await daysLeft(179)).toBe(1);
  });
});
