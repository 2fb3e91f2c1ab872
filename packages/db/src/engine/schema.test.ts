import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { connect } from './connect.ts';
import { createTestDatabase } from '../testing/test-database.ts';

const source = fileURLToPath(new URL('..', import.meta.url));
const database = await createTestDatabase();
afterAll(() => database.drop());

/** Columns by table, as `name` or `name?` where it may be null. */
type Columns = Record<string, string[]>;

/** Columns of every table that `Schema` composes, as the nouns' `tables.ts` write them. */
async function writtenTables(): Promise<Columns> {
  const members = new Map<string, [name: string, type: string][]>();
  for await (const path of glob(`${source}/*/tables.ts`)) {
    for (const [name, found] of await interfacesOf(path)) members.set(name, found);
  }
  const schema = await readFile(`${source}/engine/schema.ts`, 'utf8');
  const composed = /extends\s([^{]+)\{/.exec(schema)?.[1]?.split(',') ?? [];
  return Object.fromEntries(
    composed
      .flatMap((name) => members.get(name.trim()) ?? [])
      .map(([table, type]) => [
        table,
        (members.get(type) ?? [])
          .map(([name, written]) => name + (/\| null|OrNull/.test(written) ? '?' : ''))
          .toSorted(),
      ]),
  );
}

/** The interfaces of a file, with their members' types as written. */
async function interfacesOf(path: string): Promise<Map<string, [name: string, type: string][]>> {
  const file = ts.createSourceFile(path, await readFile(path, 'utf8'), ts.ScriptTarget.Latest);
  const found = new Map<string, [name: string, type: string][]>();
  file.forEachChild((node) => {
    if (!ts.isInterfaceDeclaration(node)) return;
    found.set(
      node.name.text,
      node.members
        .filter(ts.isPropertySignature)
        .map((member) => [member.name.getText(file), member.type?.getText(file) ?? '']),
    );
  });
  return found;
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
