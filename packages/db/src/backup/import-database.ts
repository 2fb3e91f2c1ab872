import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { endClient } from '../engine/bounded-client.ts';
import { migrateToLatest, migrateTo } from '../engine/migrate.ts';
import { unhurriedConfig } from '../engine/patience.ts';
import type { BackupTable } from './tables.ts';

/** A table with its rows. */
export interface TableRows extends BackupTable {
  /** Rows in PostgreSQL's text format. */
  bytes: () => AsyncIterable<Uint8Array>;
}

/** The database already holds something; restoring would mix two installations. */
export class DatabaseNotEmptyError extends Error {
  override readonly name = 'DatabaseNotEmptyError';
}

/**
 * Fills an empty database with the tables of a backup: made as the backup's database was, filled in one transaction,
 * then brought up to this code. The queue is empty afterwards.
 *
 * @throws DatabaseNotEmptyError
 * @throws DatabaseTooNewError when the backup comes from a newer Weireel
 */
export async function importDatabase(
  url: string,
  dump: { migrations: string[]; tables: TableRows[] },
): Promise<void> {
  const client = new pg.Client(unhurriedConfig(url));
  // A connection that breaks fails the next call as well.
  client.on('error', () => {});
  await client.connect();
  try {
    await refuseTables(client);
    await migrateTo(url, dump.migrations);
    await client.query(`set client_encoding to 'UTF8'`);
    await client.query('begin');
    for (const table of dump.tables) {
      const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
      const copy = `copy ${pg.escapeIdentifier(table.name)} (${columns}) from stdin`;
      await pipeline(table.bytes(), client.query(from(copy)));
    }
    await moveSequences(client);
    await client.query('commit');
  } finally {
    await endClient(client);
  }
  await migrateToLatest(url);
}

async function refuseTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = current_schema() limit 1`,
  );
  if (rows.length === 0) return;
  throw new DatabaseNotEmptyError(`the database holds tables already (such as ${rows[0]?.name ?? ''})`);
}

/** Numbers that the database gives by itself go on behind those that were written back. */
async function moveSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(`
    select table_name as table, column_name as column,
      pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
    from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`);
  for (const { table, column, sequence } of rows) {
    await client.query(
      `select setval($1, coalesce(max(${pg.escapeIdentifier(column)}), 0) + 1, false) from ${pg.escapeIdentifier(table)}`,
      [sequence],
    );
  }
}
