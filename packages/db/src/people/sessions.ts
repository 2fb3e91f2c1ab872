import type { ChannelPart } from '@weireel/catalogue';
import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isOfChannel } from '../groups/groups.ts';
import type { SessionsTable, UserRow } from './tables.ts';

/** Days after its last use that a session lives. */
const sessionDays = 30;
/** Days after its beginning that a session ends, however much it is used: a stolen token is not good for ever. */
const longestSessionDays = 180;

/** So many places one person may be signed in at; the one that was seen longest ago goes for a new one. */
const mostSessions = 100;
/** What a program calls itself is cut after so many characters. */
const longestUserAgent = 300;

/**
 * Begins a session.
 *
 * @param signIn `userAgent` is what the program there calls itself; absent: it did not say. `as` is who signs in as they
 *   were when it was looked: nothing begins when they have another password or second factor meanwhile; absent: whatever
 *   they have
 * @returns whether it has begun; it has not when there is no such person any more
 */
export async function insertSession(
  db: Database,
  tokenHash: string,
  userId: string,
  signIn: { userAgent?: string; as?: Pick<UserRow, 'password_hash' | 'second_factor_at'> } = {},
): Promise<boolean> {
  const { userAgent = '', as } = signIn;
  const isSame =
    as === undefined
      ? sql`true`
      : sql`password_hash is not distinct from ${as.password_hash}::text
          and second_factor_at is not distinct from ${as.second_factor_at}::timestamptz`;
  await sql`delete from sessions where token_hash in (
    select token_hash from sessions where user_id = ${userId}
    order by last_seen_at desc, token_hash offset ${mostSessions - 1})`.execute(db);
  // Who is about to choose another password, which ends all sessions, is waited for.
  const { rows } = await sql`
    insert into sessions (token_hash, user_id, user_agent, expires_at)
    select ${tokenHash}, id, ${userAgent.slice(0, longestUserAgent)}, now() + make_interval(days => ${sessionDays})
    from users where id = ${userId} and ${isSame} for share
    returning 1`.execute(db);
  return rows.length > 0;
}

/** Who a token stands for, and whether it is past its time. Null: no such session. */
export async function findSession(
  db: Database,
  tokenHash: string,
): Promise<{ user: UserRow & { channels: ChannelPart[] }; expired: boolean } | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .selectAll('users')
    .select(partsOf(sql.ref('users.id')).as('channels'))
    .select(sql<boolean>`sessions.expires_at <= now()`.as('expired'))
    .select(
      sql<boolean>`sessions.last_seen_at < now() - interval '15 minutes'
        or sessions.expires_at < ${prolongedBy(sessionDays - 1)}`.as('stale'),
    )
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (!row) return null;
  const { expired, stale, ...user } = row;
  // Sliding, but written at most four times an hour: a read should not cost a commit.
  if (stale && !expired) {
    await db
      .updateTable('sessions')
      .set({ expires_at: prolongedBy(sessionDays), last_seen_at: sql<Date>`now()` })
      .where('token_hash', '=', tokenHash)
      .execute();
  }
  return { user, expired };
}

/** What a person is in the channels that they belong to. */
function partsOf(userId: RawBuilder<unknown>): RawBuilder<ChannelPart[]> {
  return sql<ChannelPart[]>`(select coalesce(json_agg(json_build_object('id', groups.id, 'role', role)), '[]')
    from group_members join groups on groups.id = group_id where user_id = ${userId} and ${isOfChannel})`;
}

/** When a session ends that is used now. */
function prolongedBy(days: number) {
  return sql<Date>`least(now() + make_interval(days => ${days}),
    sessions.created_at + make_interval(days => ${longestSessionDays}))`;
}

/** Channel on which the hash of each token is told whose session has been ended. */
export const sessionsChannel = 'weireel_sessions';

/** Channel on which the id of each person is told who is called otherwise, or may do more or less. */
export const peopleChannel = 'weireel_people';

/** Channel on which the id of each person is told who has come into a channel, left it, or is something else in it. */
export const membersChannel = 'weireel_members';

/** Ends a session, and tells those who serve it. */
export async function deleteSession(db: Database, tokenHash: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
    await sql`select pg_notify(${sessionsChannel}, ${tokenHash})`.execute(trx);
  });
}

/** A place where somebody is signed in. */
export type SignInRow = Pick<
  Selectable<SessionsTable>,
  'id' | 'token_hash' | 'user_agent' | 'created_at' | 'last_seen_at'
>;

/** Where a person is signed in, the last seen first; there are never many. */
export function listSessions(db: Database, userId: string): Promise<SignInRow[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'token_hash', 'user_agent', 'created_at', 'last_seen_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('last_seen_at', 'desc')
    .orderBy('token_hash')
    .execute();
}

/**
 * Ends sessions of a person, and tells those who serve them: one by its id, or all but one.
 *
 * @returns how many ended
 */
export async function endSessions(
  trx: Database,
  userId: string,
  which: { id: string } | { exceptHash: string | null },
): Promise<number> {
  const isMeant =
    'id' in which
      ? sql<boolean>`id = ${which.id}`
      : sql<boolean>`token_hash is distinct from ${which.exceptHash}`;
  const ended = await trx
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where(isMeant)
    .returning('token_hash')
    .execute();
  await sql`select pg_notify(${sessionsChannel}, hash) from unnest(${ended.map(
    ({ token_hash }) => token_hash,
  )}::text[]) as hash`.execute(trx);
  return ended.length;
}

/** Those of some tokens that do not stand any more for somebody who may sign in; does not prolong the others. */
export async function listEndedSessions(db: Database, tokenHashes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select hash from unnest(${tokenHashes}::text[]) as hash where not exists (
      select from sessions join users on users.id = sessions.user_id
      where token_hash = hash and expires_at > now() and users.state <> 'disabled')`.execute(db);
  return rows.map(({ hash }) => hash);
}

/**
 * Forgets sessions that ended more than a month ago (until then they answer `token_expired`), sign-ins that nobody
 * went on with, and mails whose links are over.
 */
export async function deleteOldSessions(db: Database): Promise<void> {
  for (const table of ['sign_in_challenges', 'oidc_flows', 'mails'] as const) {
    await db
      .deleteFrom(table)
      .where('expires_at', '<', sql<Date>`now()`)
      .execute();
  }
  await db
    .deleteFrom('sessions')
    .where('expires_at', '<', sql<Date>`now() - interval '30 days'`)
    .execute();
}
