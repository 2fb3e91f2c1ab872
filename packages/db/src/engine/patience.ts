import type pg from 'pg';

/**
 * What waits for the database, and so how long it may take: `request` is somebody at a screen, `job` a worker,
 * `upkeep` what reads or writes whole tables, such as migrations, sweeps and backups.
 */
export type Patience = 'request' | 'job' | 'upkeep';

const secondMs = 1000;

/** The longest a connection may take to be made, or to become free. */
export const connectLimitMs = 15 * secondMs;

/**
 * Bounds of one statement, and of a transaction in which nothing happens. A client that gives up must not leave its
 * statement at work, so the server ends it a little later by itself.
 */
const bounds: Record<Patience, { statementMs: number; idleMs: number }> = {
  request: { statementMs: 15 * secondMs, idleMs: 60 * secondMs },
  job: { statementMs: 25 * secondMs, idleMs: 600 * secondMs },
  upkeep: { statementMs: 3600 * secondMs, idleMs: 3600 * secondMs },
};

/** Settings of a connection to the database at an address, so that no wait on it is without end. */
export function boundedConfig(url: string, patience: Patience): pg.ClientConfig {
  const { statementMs, idleMs } = bounds[patience];
  return {
    connectionString: url,
    ...socketConfig,
    // A server that is stopped keeps its sockets open and says nothing; only the client's own clock notices.
    query_timeout: statementMs,
    statement_timeout: statementMs + 2 * secondMs,
    // Before the statement as a whole: who waits in line learns that this was why.
    lock_timeout: Math.floor(statementMs * 0.8),
    idle_in_transaction_session_timeout: idleMs,
    options: plannerOptions,
  };
}

// Our queries join their tables in the order in which they are to be read. Searching for a better one took PostgreSQL
// 7 ms for a page of the feed that it then reads in 1 ms.
const plannerOptions = '-c join_collapse_limit=1';

/** Settings of a connection whose statements may take as long as they need, such as a copy of a whole table. */
export function unhurriedConfig(url: string): pg.ClientConfig {
  return { connectionString: url, ...socketConfig };
}

const socketConfig = {
  connectionTimeoutMillis: connectLimitMs,
  // A machine that vanished sends no goodbye.
  keepAlive: true,
  keepAliveInitialDelayMillis: 10 * secondMs,
} satisfies pg.ClientConfig;
