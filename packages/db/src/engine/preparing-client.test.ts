import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/test-database.ts';
import { connect } from './connect.ts';

const { url, drop } = await createTestDatabase({ hasTables: false });
const { db, pool, close } = connect(url, { maxConnections: 1, onError: () => {} });
afterAll(async () => {
  await close();
  await drop();
});

const read = async (id: number) => (await sql`select * from things where id = ${id}`.execute(db)).rows;

test('what is sent often is planned once, and answered when its table has changed meanwhile', async () => {
  await pool.query('create table things (id int, name text)');
  await pool.query(`insert into things values (1, 'one'), (2, 'two')`);
  for (let n = 0; n < 20; n += 1) expect(await read(1 + (n % 2))).toMatchObject([{ id: 1 + (n % 2) }]);
  const prepared = async () =>
    (await pool.query(`select from pg_prepared_statements where statement like 'select * from things%'`))
      .rowCount;
  expect(await prepared()).toBe(1);

  await pool.query(`alter table things add column colour text default 'red'`);
  for (let n = 0; n < 20; n += 1) expect(await read(1)).toEqual([{ id: 1, name: 'one', colour: 'red' }]);
  expect(await prepared()).toBe(2);
});

test('a transaction that meets a changed table fails, and the next one does not', async () => {
  const inTransaction = () =>
    db
      .transaction()
      .execute(async (trx) => (await sql`select * from things where id = ${1}`.execute(trx)).rows);
  for (let n = 0; n < 6; n += 1) await inTransaction();
  await pool.query('alter table things drop column colour');
  await expect(inTransaction()).rejects.toThrow();
  expect(await inTransaction()).toEqual([{ id: 1, name: 'one' }]);
});
