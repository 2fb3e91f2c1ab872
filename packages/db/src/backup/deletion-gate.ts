import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** Advisory lock that removals of published bytes share and that a backup takes alone. */
export const deletionGate = 5_937_201;

/**
 * Runs a removal of bytes that rows name, unless a backup is under way: that reads the rows first and the bytes
 * later, and must find them. A backup waits in turn until removals under way have ended.
 *
 * @returns false when a backup is under way; nothing was removed then
 */
export async function whileNoBackup(db: Database, remove: () => Promise<void>): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ isFree: boolean }>`
      select pg_try_advisory_xact_lock_shared(${deletionGate}) as "isFree"`.execute(trx);
    if (rows[0]?.isFree !== true) return false;
    await remove();
    return true;
  });
}
