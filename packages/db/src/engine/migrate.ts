import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Logger, runMigrations as runQueueMigrations } from 'graphile-worker';
import { connect } from './connect.ts';
import { migrations } from './migrations/index.ts';

/** The database was written by a newer Weireel; running this one could damage it. */
export class DatabaseTooNewError extends Error {
  override readonly name = 'DatabaseTooNewError';
}

/**
 * Brings the database up to this code: our tables, then the queue's. Safe to run from several processes at
 * once (the migrator takes a lock).
 *
 * @throws DatabaseTooNewError when the database knows migrations that this code does not
 */
export async function migrateToLatest(url: string): Promise<void> {
  const connection = connect(url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
  try {
    await refuseNewer(connection.db);
    const migrator = new Migrator({
      db: connection.db,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw new Error('the database could not be migrated', { cause: error });
    await runQueueMigrations({ pgPool: connection.pool, logger: new Logger(() => () => {}) });
  } finally {
    await connection.close();
  }
}

/**
 * Brings an empty database to exactly the given migrations, as a backup's database had them.
 *
 * @throws DatabaseTooNewError when this code does not know all of them
 */
export async function migrateTo(url: string, names: string[]): Promise<void> {
  const last = names.at(-1);
  if (last === undefined) throw new TypeError('a database without migrations holds nothing');
  refuseUnknown(names);
  const connection = connect(url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
  try {
    const migrator = new Migrator({
      db: connection.db,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    });
    const { error } = await migrator.migrateTo(last);
    if (error) throw new Error('the database could not be migrated', { cause: error });
  } finally {
    await connection.close();
  }
}

async function refuseNewer(db: ReturnType<typeof connect>['db']): Promise<void> {
  const table = await sql<{
    name: string | null;
  }>`select to_regclass('kysely_migration')::text as name`.execute(db);
  if (table.rows[0]?.name == null) return;
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  refuseUnknown(done.rows.map((row) => row.name));
}

function refuseUnknown(names: string[]): void {
  const unknown = names.filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length === 0) return;
  throw new DatabaseTooNewError(
    `the database belongs to a newer Weireel (it has ${unknown.join(', ')}); start that version, or restore a backup`,
  );
}
