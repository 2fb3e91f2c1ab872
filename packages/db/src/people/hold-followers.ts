import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/**
 * Keeps others from following or unfollowing some people until the transaction ends. Taken before any row, and in one
 * order, so that nobody who waits here holds what another needs.
 */
export async function holdFollowers(trx: Database, userIds: readonly string[]): Promise<void> {
  for (const id of userIds.toSorted()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`followers of ${id}`}, 0))`.execute(trx);
  }
}
