import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connect } from '../engine/connect.ts';
import { appendEvent, latestEventCursor, readEvents } from '../engine/events.ts';
import { migrateToLatest } from '../engine/migrate.ts';
import { type EmbeddedDatabase, openEmbedded } from './open-embedded.ts';
import { applicationRole, asSuperuser, query } from './reach.ts';

const opened: EmbeddedDatabase[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
});

afterEach(async () => {
  for (const database of opened.splice(0)) await database.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<EmbeddedDatabase> {
  const database = await openEmbedded({ dataFolder: folder, ownership: 'when-free', log: () => {} });
  opened.push(database);
  return database;
}

it('gives the application a role that reaches its rows, and nothing of the machine', async () => {
  const { url } = await open();
  await expectOrdinary(url);
  await migrateToLatest(url);
  expect(await readForeign(url)).toEqual([]);
});

it('takes a data folder over in which the application was the superuser, with all that it holds', async () => {
  const first = await open();
  await migrateToLatest(first.url);
  const before = await writeEvent(first.url);
  // As an earlier version left it, with what a later one may have left as well.
  const superuser = asSuperuser(first.url);
  for (const statement of [
    `reassign owned by ${applicationRole} to weireel`,
    `drop owned by ${applicationRole}`,
    `drop role ${applicationRole}`,
    `create type mood as enum ('well')`,
    `create view moods as select 'well'::mood as mood`,
    `create table "Odd ""name" (n int generated always as identity, m serial, primary key (n, m)) partition by list (n)`,
    `create table part partition of "Odd ""name" default`,
    `create sequence alone`,
    `create function odd(mood, text[]) returns mood language sql as 'select $1'`,
  ]) {
    await query(superuser, statement);
  }
  expect((await readForeign(superuser)).length).toBeGreaterThan(20);
  await first.stop();

  const second = await open();
  expect(await readForeign(second.url)).toEqual([]);
  await expectOrdinary(second.url);
  await migrateToLatest(second.url);
  const connection = connect(second.url, { maxConnections: 1, onError: () => {} });
  const { events } = await readEvents(connection.db, { after: before, limit: 10 });
  expect(events).toHaveLength(1);
  await connection.close();
  await writeEvent(second.url);
  await query(second.url, 'alter table "Odd ""name" add column body text');
  await query(second.url, `alter type mood add value 'ill'`);
});

it('takes away what the role may have been given meanwhile', async () => {
  const first = await open();
  await query(asSuperuser(first.url), `alter role ${applicationRole} superuser createdb`);
  await first.stop();
  await expectOrdinary((await open()).url);
});

async function expectOrdinary(url: string): Promise<void> {
  const [found] = await query(
    url,
    'select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls from pg_roles where rolname = current_user',
  );
  expect(Object.values(found ?? {})).toEqual([false, false, false, false, false]);
  await expect(query(url, `copy (select 1) to program 'cat'`)).rejects.toThrow('permission denied');
  await expect(query(url, 'select rolpassword from pg_authid')).rejects.toThrow('permission denied');
  await expect(query(url, `select pg_read_file('PG_VERSION')`)).rejects.toThrow('permission denied');
  await expect(query(url, 'set role weireel')).rejects.toThrow('permission denied');
}

/** Appends an event; returns the place before it. */
async function writeEvent(url: string): Promise<string> {
  const connection = connect(url, { maxConnections: 1, onError: () => {} });
  const { db } = connection;
  const before = await latestEventCursor(db);
  await db
    .transaction()
    .execute((trx) => appendEvent(trx, { kind: 'video.created', subjectId: 'v', userId: 'u' }));
  await connection.close();
  return before;
}

/** Every object of a database that the superuser owns, by PostgreSQL's own lists, but for what came with it. */
async function readForeign(url: string): Promise<unknown[]> {
  const lists = (await query(
    url,
    `select attrelid::regclass::text as list, attname as owner from pg_attribute
     join pg_class on pg_class.oid = attrelid
     where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r' and not relisshared
       and attname ~ 'owner$' and atttypid = 'oid'::regtype`,
    // as: two columns of text
  )) as { list: string; owner: string }[];
  expect(lists.length).toBeGreaterThan(10);
  const found: unknown[] = [];
  for (const { list, owner } of lists) {
    // Ids below 16384 are those of initdb.
    const rows = await query(
      url,
      `select '${list}' as list, pg_describe_object('${list}'::regclass, oid, 0) as object from ${list}
       where ${owner} = 'weireel'::regrole and oid >= 16384 and pg_describe_object('${list}'::regclass, oid, 0) !~ 'pg_toast'`,
    );
    found.push(...rows);
  }
  const databases = await query(
    url,
    `select datname from pg_database where datname = current_database() and datdba = 'weireel'::regrole`,
  );
  return [...found, ...databases];
}
