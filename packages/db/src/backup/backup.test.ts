import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { connect, type Connection } from '../engine/connect.ts';
import { whileNoBackup } from './deletion-gate.ts';
import { appendEvent, readEvents } from '../engine/events.ts';
import { writeInstallation } from '../engine/installation.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { insertUser } from '../people/users.ts';
import { importDatabase, type TableRows } from './import-database.ts';
import { openSnapshot, type DatabaseSnapshot } from './snapshot.ts';
import { inOrder } from './tables.ts';

const databases: TestDatabase[] = [];
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function newDatabase(hasTables: boolean): Promise<{ url: string; connection: Connection }> {
  const database = await createTestDatabase({ hasTables });
  databases.push(database);
  const connection = connect(database.url, { maxConnections: 4, onError: () => {} });
  opened.push(connection);
  return { url: database.url, connection };
}

async function snapshotOf(url: string): Promise<DatabaseSnapshot> {
  const snapshot = await openSnapshot(url);
  opened.push(snapshot);
  return snapshot;
}

/** All rows, read before they are written anywhere. */
async function dump(snapshot: DatabaseSnapshot): Promise<TableRows[]> {
  const tables: TableRows[] = [];
  for (const table of snapshot.tables) {
    const bytes = await buffer(Readable.from(snapshot.readTable(table)));
    tables.push({ ...table, bytes: () => Readable.from(bytes.length > 0 ? [bytes] : []) });
  }
  return tables;
}

describe('a snapshot', () => {
  it('is of one moment, and brings everything to an empty database', async () => {
    const { url, connection } = await newDatabase(true);
    const { db } = connection;
    const bio = 'tab\t, line\n, 反斜杠 \\ and \\N';
    await insertUser(db, {
      id: 'u1',
      account: 'a',
      passwordHash: null,
      nickname: '微影',
      roles: ['admin'],
      state: 'active',
    });
    await db.updateTable('users').set({ bio }).execute();
    const secret = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await db.insertInto('second_factors').values({ user_id: 'u1', secret, last_step: 7 }).execute();
    await db
      .transaction()
      .execute((trx) => appendEvent(trx, { kind: 'video.created', subjectId: 'v1', userId: 'u1' }));
    const snapshot = await snapshotOf(url);
    await writeInstallation(db, 'later', {});
    const tables = await dump(snapshot);

    const target = await newDatabase(false);
    await importDatabase(target.url, { migrations: snapshot.migrations, tables });
    const restored = target.connection.db;
    const user = await restored.selectFrom('users').selectAll().executeTakeFirstOrThrow();
    expect(user).toEqual(await db.selectFrom('users').selectAll().executeTakeFirstOrThrow());
    expect(user.bio).toBe(bio);
    const factor = await restored.selectFrom('second_factors').selectAll().executeTakeFirstOrThrow();
    expect(factor).toEqual({ user_id: 'u1', secret, last_step: 7 });
    expect(await restored.selectFrom('installation').select('key').execute()).toEqual([]);
  });

  it('keeps events readable where transaction numbers are lower, and goes on behind their ids', async () => {
    const { url, connection } = await newDatabase(true);
    // The highest number stands for those of a database that has lived long.
    await sql`insert into events (tx, kind, subject_id, payload) values
      ('4000000000', 'video.created', 'v1', '{}'), ('4000000001', 'video.changed', 'v1', '{}')`.execute(
      connection.db,
    );
    const snapshot = await snapshotOf(url);
    const target = await newDatabase(false);
    await importDatabase(target.url, { migrations: snapshot.migrations, tables: await dump(snapshot) });
    const { db } = target.connection;
    await db
      .transaction()
      .execute((trx) => appendEvent(trx, { kind: 'video.deleted', subjectId: 'v1', userId: 'u1' }));
    // Transactions of other test files on this server hide the newest for a moment.
    const events = await vi.waitFor(async () => {
      const { events: found } = await readEvents(db, { after: '0-0', limit: 10 });
      expect(found).toHaveLength(3);
      return found;
    }, 60_000);
    expect(events.map(({ id, kind }) => [Number(id), kind])).toEqual([
      [1, 'video.created'],
      [2, 'video.changed'],
      [3, 'video.deleted'],
    ]);
    // A client that comes back with a cursor of the old database hears everything once more.
    expect(await readEvents(db, { after: '4000000001-2', limit: 10 })).toMatchObject({ events });
  });

  it('is not written over tables that are there, nor when it is of a newer Weireel', async () => {
    const { url } = await newDatabase(true);
    const snapshot = await snapshotOf(url);
    await expect(importDatabase(url, { migrations: snapshot.migrations, tables: [] })).rejects.toThrow(
      'holds tables already',
    );
    const target = await newDatabase(false);
    const migrations = [...snapshot.migrations, '9999-from-the-future'];
    await expect(importDatabase(target.url, { migrations, tables: [] })).rejects.toThrow('newer Weireel');
  });

  it('holds removals back until it is closed, and waits for those under way', async () => {
    const { url, connection } = await newDatabase(true);
    const { db } = connection;
    const removed: string[] = [];
    let snapshot: DatabaseSnapshot | null = null;
    let opening: Promise<void> = Promise.resolve();
    const first = await whileNoBackup(db, async () => {
      opening = openSnapshot(url).then((taken) => {
        snapshot = taken;
        removed.push('snapshot');
      });
      await sql`select pg_sleep(0.2)`.execute(db);
      removed.push('first');
    });
    expect(first).toBe(true);
    await opening;
    const remove = () => whileNoBackup(db, () => Promise.resolve(void removed.push('second')));
    expect(await remove()).toBe(false);
    // Set by the callback above.
    await (snapshot as DatabaseSnapshot | null)?.close();
    expect(await remove()).toBe(true);
    expect(removed).toEqual(['first', 'snapshot', 'second']);
  });
});

describe('inOrder', () => {
  it('puts tables behind those that they refer to, and refuses circles', () => {
    const tables = ['a', 'b', 'c'].map((name) => ({ name, columns: [] }));
    const references = [
      { source: 'a', target: 'b' },
      { source: 'b', target: 'c' },
      { source: 'b', target: 'b' },
    ];
    expect(inOrder(tables, references).map(({ name }) => name)).toEqual(['c', 'b', 'a']);
    expect(() => inOrder(tables, [...references, { source: 'c', target: 'a' }])).toThrow('in a circle');
  });
});
