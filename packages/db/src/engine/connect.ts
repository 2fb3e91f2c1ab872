import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { BoundedClient } from './bounded-client.ts';
import { boundedConfig, connectLimitMs, type Patience } from './patience.ts';
import { PreparingClient } from './preparing-client.ts';
import type { Schema } from './schema.ts';
import { sharePool } from './shared-pool.ts';
import { createTurns } from './turns.ts';
import { writtenLimits } from './written-limits.ts';

/** A typed connection pool to our database. */
export type Database = Kysely<Schema>;

/** A connection pool and the way to close it. */
export interface Connection {
  /** Typed queries. */
  db: Database;
  /** The pool below, for the queue and for LISTEN. */
  pool: pg.Pool;
  /** Closes the pool; call once. */
  close(): Promise<void>;
}

// bigint columns here hold bytes and counts below 2^53; as strings they would be compared and added wrongly.
const int8 = 20;
pg.types.setTypeParser(int8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond 2^53`);
  return value;
});

/** Nobody for whom there is something to ask holds more than one in so many connections. */
const shareOfOne = 4;

/**
 * Connects to PostgreSQL.
 *
 * @param url `postgres://…`; a Unix socket by `?host=/folder`
 * @param options.maxConnections size of the pool
 * @param options.patience how long statements may take, and with them transactions in which nothing happens. What
 *   takes longer fails, as when the database is away. Default `request`
 * @param options.onError told when an idle connection breaks; the pool replaces it by itself
 */
export function connect(
  url: string,
  options: { maxConnections: number; patience?: Patience; onError: (error: Error) => void },
): Connection {
  const patience = options.patience ?? 'request';
  const pool = new pg.Pool({
    ...boundedConfig(url, patience),
    // Jobs send few statements often, and each connection would keep their plans.
    Client: patience === 'request' ? PreparingClient : BoundedClient,
    max: options.maxConnections,
  });
  let isClosing = false;
  pool.on('error', (error) => {
    // The pool does not wait for the last goodbye; a server that stops right after may cut it short.
    if (!isClosing) options.onError(error);
  });
  // One that breaks while somebody uses it also fails their query; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const ofOne = Math.ceil(options.maxConnections / shareOfOne);
  const turns = createTurns({ atOnce: options.maxConnections, ofOne, limitMs: connectLimitMs });
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: sharePool(pool, turns) }),
    plugins: [writtenLimits],
  });
  return {
    db,
    pool,
    close() {
      isClosing = true;
      return db.destroy();
    },
  };
}

/** Rejects when the database does not answer. */
export async function checkDatabase(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}

/** Name and version of the database, such as `PostgreSQL 18.1`. */
export async function readDatabaseVersion(db: Database): Promise<string> {
  const { rows } = await sql<{
    version: string;
  }>`select current_setting('server_version') as version`.execute(db);
  // Distributions add words of their own behind the number.
  return `PostgreSQL ${rows[0]?.version.split(' ')[0] ?? ''}`.trimEnd();
}
