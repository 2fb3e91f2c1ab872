import type { Role } from '@weireel/contract';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../engine/connect.ts';
import { inTransaction } from '../engine/in-transaction.ts';
import { migrateTo, migrateToLatest } from '../engine/migrate.ts';
import { migrations } from '../engine/migrations/index.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { changeRole } from './roles.ts';
import { findUser, insertUser } from './users.ts';

const database = await createTestDatabase();
const { db, close } = connect(database.url, { maxConnections: 4, onError: () => {} });
afterAll(async () => {
  await close();
  await database.drop();
});

async function settle(id: string, roles: Role[], state: 'active' | 'pending' = 'active'): Promise<void> {
  await insertUser(db, { id, account: id, passwordHash: null, nickname: id, roles, state });
}

const rolesOf = async (id: string) => (await findUser(db, id))?.roles;
const change = (userId: string, role: Role, isGiven: boolean, byId: string | null = 'boss') =>
  inTransaction(db, (trx) => changeRole(trx, { userId, role, isGiven, byId, requestId: 'request' }));

beforeEach(async () => {
  await db.deleteFrom('users').execute();
  await db.deleteFrom('events').execute();
  await settle('boss', ['admin']);
  await settle('person', ['viewer']);
});

describe('the roles of a person', () => {
  it('are given and taken one by one, and each change is told of once', async () => {
    await change('person', 'editor', true);
    await change('person', 'editor', true);
    await change('person', 'creator', true);
    expect(await rolesOf('person')).toEqual(['viewer', 'creator', 'editor']);
    await change('person', 'viewer', false);
    await change('person', 'viewer', false);
    expect(await rolesOf('person')).toEqual(['creator', 'editor']);
    const events = await db
      .selectFrom('events')
      .select(['kind', 'subject_id', 'request_id', 'payload'])
      .orderBy('id')
      .execute();
    expect(events.map(({ payload }) => payload)).toEqual([
      { before: ['viewer'], roles: ['viewer', 'editor'], byId: 'boss' },
      { before: ['viewer', 'editor'], roles: ['viewer', 'creator', 'editor'], byId: 'boss' },
      { before: ['viewer', 'creator', 'editor'], roles: ['creator', 'editor'], byId: 'boss' },
    ]);
    expect(events[0]).toMatchObject({
      ...{ kind: 'user.roles_changed', subject_id: 'person', request_id: 'request' },
    });
  });

  it('two that are given at once are both there', async () => {
    await Promise.all([change('person', 'editor', true), change('person', 'teacher', true)]);
    expect(await rolesOf('person')).toEqual(['viewer', 'teacher', 'editor']);
  });

  it('are changed by nobody who may not, also when that was taken a moment ago', async () => {
    await expect(change('person', 'admin', true, 'person')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(change('person', 'admin', true, 'nobody')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(change('nobody', 'editor', true)).rejects.toMatchObject({ code: 'not_found' });
    expect(await rolesOf('person')).toEqual(['viewer']);
  });
});

describe('the last administrator', () => {
  it('stays one, whoever asks; others who cannot sign in do not count', async () => {
    await settle('waiting', ['admin'], 'pending');
    for (const byId of ['boss', null]) {
      await expect(change('boss', 'admin', false, byId)).rejects.toMatchObject({ code: 'last_admin' });
    }
    await change('person', 'admin', true);
    await change('boss', 'admin', false);
    expect(await rolesOf('boss')).toEqual([]);
  });

  it('is there after any number of administrators have taken the role from each other at once', async () => {
    const others = ['a', 'b', 'c'];
    for (const id of others) await settle(id, ['admin']);
    const all = ['boss', ...others];
    const pairs = all.flatMap((by) => all.map((of) => [by, of] as const));
    const ends = await Promise.allSettled(pairs.map(([by, of]) => change(of, 'admin', false, by)));
    const admins = await db
      .selectFrom('users')
      .select('id')
      .where(sql<boolean>`'admin' = any(roles)`)
      .execute();
    expect(admins).toHaveLength(1);
    for (const end of ends) {
      if (end.status === 'rejected')
        expect(end.reason).toMatchObject({
          code: expect.stringMatching(/^(?:forbidden|last_admin)$/) as string,
        });
    }
  });
});

it('whoever was here before may go on watching, talking and publishing', async () => {
  const old = await createTestDatabase({ hasTables: false });
  try {
    await migrateTo(
      old.url,
      Object.keys(migrations).filter((name) => name < '0015'),
    );
    const former = connect(old.url, { maxConnections: 1, onError: () => {} });
    await sql`insert into users (id, account, nickname, state, roles) values
      ('a', 'a', 'a', 'active', '{}'), ('b', 'b', 'b', 'active', '{editor}'),
      ('c', 'c', 'c', 'pending', '{admin,viewer}')`.execute(former.db);
    await former.close();
    await migrateToLatest(old.url);
    const now = connect(old.url, { maxConnections: 1, onError: () => {} });
    const rows = await now.db.selectFrom('users').select(['id', 'roles']).orderBy('id').execute();
    await now.close();
    expect(rows).toEqual([
      { id: 'a', roles: ['viewer', 'creator'] },
      { id: 'b', roles: ['viewer', 'creator', 'editor'] },
      { id: 'c', roles: ['viewer', 'creator', 'admin'] },
    ]);
  } finally {
    await old.drop();
  }
});
