import { afterAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../engine/connect.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { registerUser } from './register-user.ts';
import { findUser, type NewUser } from './users.ts';

const database = await createTestDatabase();
const { db, close } = connect(database.url, { maxConnections: 2, onError: () => {} });
afterAll(async () => {
  await close();
  await database.drop();
});

const person = (id: string, account = id): NewUser => ({
  ...{ id, account, passwordHash: null, nickname: id },
  ...{ roles: [], state: 'active' },
});

async function toldOf(userId: string): Promise<object[]> {
  const columns = ['kind', 'subject_id', 'request_id'] as const;
  return db.selectFrom('events').select(columns).where('user_id', '=', userId).execute();
}

describe('registering a person', () => {
  it('tells of it, with the request that asked for it', async () => {
    expect(await registerUser(db, person('one'), 'request-1')).toMatchObject({ id: 'one' });
    const kind = 'user.registered';
    expect(await toldOf('one')).toEqual([{ kind, subject_id: 'one', request_id: 'request-1' }]);
    await registerUser(db, person('two'));
    expect(await toldOf('two')).toEqual([{ kind, subject_id: 'two', request_id: null }]);
  });

  it('tells nothing when the account is taken', async () => {
    await registerUser(db, person('first', 'taken'));
    expect(await registerUser(db, person('second', 'taken'))).toBeNull();
    expect(await toldOf('second')).toEqual([]);
  });

  const within: [name: string, run: <T>(work: (on: Database) => Promise<T>) => Promise<T>][] = [
    ['in a transaction of its own', (work) => work(db)],
    ['in the caller’s', (work) => db.transaction().execute(work)],
  ];
  it.each(within)('adds nobody who cannot be told of, %s', async (name, run) => {
    // No text of PostgreSQL can hold this.
    const failing = run((on) => registerUser(on, person(`nobody ${name}`), '\0'));
    await expect(failing).rejects.toThrow('invalid byte sequence');
    expect(await findUser(db, `nobody ${name}`)).toBeNull();
  });
});
