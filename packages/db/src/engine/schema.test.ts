import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { connect } from './connect.ts';
import { createTestDatabase } from '../testing/test-database.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

/** Columns by table, as `name` or `name?` where it may be null. */
type Columns = Record<string, string[]>;

/** The interfaces of schema.ts, with their members' types as written. */
async function writtenTables(): Promise<Columns> {
  const path = fileURLToPath(new URL('schema.ts', import.meta.url));
  const source = ts.createSourceFile(path, await readFile(path, 'utf8'), ts.ScriptTarget.Latest);
  const members = new Map<string, [name: string, type: string][]>();
  source.forEachChild((node) => {
    if (!ts.isInterfaceDeclaration(node)) return;
    const found = node.members.filter(ts.isPropertySignature);
    members.set(
      node.name.text,
      found.map((member) => [member.name.getText(source), member.type?.getText(source) ?? '']),
    );
  });
  const tables = members.get('Schema') ?? [];
  return Object.fromEntries(
    tables.map(([table, type]) => {
      const columns = members.get(type) ?? [];
      return [
        table,
        columns.map(([name, written]) => name + (/\| null|OrNull/.test(written) ? '?' : '')).toSorted(),
      ];
    }),
  );
}

/** The tables that the migrations make. */
async function madeTables(): Promise<Columns> {
  const { pool, close } = connect(database.url, { maxConnections: 1, onError: () => {} });
  const { rows } = await pool.query<{ table_name: string; columns: string[] }>(
    `select table_name,
       array_agg(column_name || case is_nullable when 'YES' then '?' else '' end order by column_name) as columns
     from information_schema.columns
     where table_schema = 'public' and table_name not like 'kysely%'
     group by table_name`,
  );
  await close();
  return Object.fromEntries(rows.map(({ table_name, columns }) => [table_name, columns.toSorted()]));
}

it('has the tables, columns and nulls that the migrations make', async () => {
  const written = await writtenTables();
  expect(Object.keys(written).length).toBeGreaterThan(10);
  expect(written).toEqual(await madeTables());
});
