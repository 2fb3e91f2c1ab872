import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { UserRow } from './tables.ts';

/** Days after its last use that a session lives. */
const sessionDays = 30;
/** Days after its beginning that a session ends, however much it is used: a stolen token is not good for ever. */
const longestSessionDays = 180;

/** Begins a session. */
export async function insertSession(db: Database, tokenHash: string, userId: string): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      token_hash: tokenHash,
      user_id: userId,
      expires_at: sql<Date>`now() + make_interval(days => ${sessionDays})`,
    })
    .execute();
}

/** Who a token stands for, and whether it is past its time. Null: no such session. */
export async function findSession(
  db: Database,
  tokenHash: string,
): Promise<{ user: UserRow; expired: boolean } | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .selectAll('users')
    .select(sql<boolean>`sessions.expires_at <= now()`.as('expired'))
    .select(sql<boolean>`sessions.expires_at < ${prolongedBy(sessionDays - 1)}`.as('stale'))
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (!row) return null;
  const { expired, stale, ...user } = row;
  // Sliding, but written at most once a day: a read should not cost a commit.
  if (stale && !expired) {
    await db
      .updateTable('sessions')
      .set({ expires_at: prolongedBy(sessionDays) })
      .where('token_hash', '=', tokenHash)
      .execute();
  }
  return { user, expired };
}

/** When a session ends that is used now. */
function prolongedBy(days: number) {
  return sql<Date>`least(now() + make_interval(days => ${days}),
    sessions.created_at + make_interval(days => ${longestSessionDays}))`;
}

/** Channel on which the hash of each token is told whose session has been ended. */
export const sessionsChannel = 'weireel_sessions';

/** Ends a session, and tells those who serve it. */
export async function deleteSession(db: Database, tokenHash: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
    await sql`select pg_notify(${sessionsChannel}, ${tokenHash})`.execute(trx);
  });
}

/** Whether a token still stands for somebody who may sign in; does not prolong it. */
export async function isSessionAlive(db: Database, tokenHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select('sessions.user_id')
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at', '>', sql<Date>`now()`)
    .where('users.state', '!=', 'disabled')
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets sessions that ended more than a month ago (until then they answer `token_expired`). */
export async function deleteOldSessions(db: Database): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('expires_at', '<', sql<Date>`now() - interval '30 days'`)
    .execute();
}
