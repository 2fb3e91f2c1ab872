import type { Database } from './connect.ts';

const tries = 4;
/** PostgreSQL ended one of two transactions that waited for each other. */
const deadlockDetected = '40P01';

/**
 * Runs a change in a transaction, and again when PostgreSQL ended it because another one waited for it and it for
 * that one: processing holds its job and reaches for the asset, a person's call the other way round.
 */
export async function inTransaction<T>(db: Database, change: (trx: Database) => Promise<T>): Promise<T> {
  for (let n = 1; ; n += 1) {
    try {
      return await db.transaction().execute(change);
    } catch (error) {
      const isDeadlock = error instanceof Error && 'code' in error && error.code === deadlockDetected;
      if (!isDeadlock || n >= tries) throw error;
    }
  }
}
