import { WeireelError } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import { isOfChannel } from '../groups/groups.ts';
import { endSessions } from './sessions.ts';

/**
 * Makes a person nobody: what they are called and come in with is gone, and so are their sessions, with the event that
 * says so; so is a channel, by an owner. Their row stays with its id alone, for what others keep that names it: reports and the log of events.
 *
 * @throws WeireelError `unauthenticated`: they are gone already; `last_admin`
 */
export async function closeAccount(
  trx: Database,
  { userId, requestId, byId }: { userId: string; requestId: string; byId?: string },
): Promise<void> {
  // As where roles change: the last two administrators who go at once go one after the other.
  const held = await trx
    .selectFrom('users')
    .select(['id', 'roles', 'state', 'deleted_at'])
    .where((eb) => eb.or([eb('id', '=', userId), sql<boolean>`'admin' = any(roles)`]))
    .orderBy('id')
    .forUpdate()
    .execute();
  const user = held.find(({ id }) => id === userId);
  if (!user || user.deleted_at !== null) throw new WeireelError('unauthenticated');
  const isOtherAdmin = ({ id, state, roles }: (typeof held)[number]): boolean =>
    id !== userId && state === 'active' && roles.includes('admin');
  if (user.roles.includes('admin') && !held.some(isOtherAdmin)) throw new WeireelError('last_admin');
  await trx
    .updateTable('users')
    .set({
      ...{ account: null, account_skeleton: null, password_hash: null },
      ...{
        wechat_openid: null,
        wechat_unionid: null,
        nickname: '',
        bio: '',
        badge: null,
        avatar_key: null,
        email: null,
      },
      ...{ roles: [], state: 'disabled', second_factor_at: null, deleted_at: sql<Date>`now()` },
    })
    .where('id', '=', userId)
    .execute();
  await trx.deleteFrom('identities').where('user_id', '=', userId).execute();
  await endSessions(trx, userId, { exceptHash: null });
  const payload = byId === undefined ? {} : { byId };
  await appendEvent(trx, { kind: 'user.deleted', subjectId: userId, userId, requestId, payload });
}

/** Removes what is kept of a person for themselves, and their words from what others keep of them. */
export async function removeOwnRows(trx: Database, userId: string): Promise<void> {
  for (const table of ownTables) {
    await sql`delete from ${sql.table(table)} where user_id = ${userId}`.execute(trx);
  }
  await sql`delete from blocks where other_id = ${userId}`.execute(trx);
  await sql`delete from mutes where other_id = ${userId}`.execute(trx);
  await sql`delete from hidden_authors where author_id = ${userId}`.execute(trx);
  await sql`delete from collections where owner_id = ${userId}`.execute(trx);
  await sql`delete from projects where owner_id = ${userId}`.execute(trx);
  await sql`delete from idempotency where starts_with(scope, ${`${userId} `})`.execute(trx);
  await sql`update reports set detail = '' where reporter_id = ${userId}`.execute(trx);
  await sql`update reports set excerpt = '' where owner_id = ${userId}`.execute(trx);
  await leaveGroups(trx, userId);
}

const ownTables = [
  ...['password_resets', 'blocks', 'mutes', 'pinned_videos', 'user_search', 'watched', 'without_history'],
  ...['hidden_videos', 'hidden_authors', 'served_videos', 'wechat_consents'],
  ...['second_factors', 'recovery_codes', 'sign_in_challenges', 'mails'],
] as const;

/**
 * A group whose only owner goes is handed to who has been there longest of the highest role; an empty one goes, unless
 * it is a channel's, which administrators look after then.
 */
async function leaveGroups(trx: Database, userId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select groups.id from groups join group_members on group_id = groups.id
    where user_id = ${userId} order by groups.id for update of groups`.execute(trx);
  for (const { id } of rows) {
    await sql`delete from group_members where group_id = ${id} and user_id = ${userId}`.execute(trx);
    await sql`update group_members set role = 'owner' where group_id = ${id} and user_id = (
        select user_id from group_members where group_id = ${id}
        order by role = 'manager' desc, joined_at, user_id limit 1)
      and not exists (select from group_members where group_id = ${id} and role = 'owner')`.execute(trx);
    await sql`delete from groups where id = ${id} and not ${isOfChannel}
      and not exists (select from group_members where group_id = ${id})`.execute(trx);
  }
}

/** People who went at least a minute ago, and whose belongings were not looked for a second time. */
export async function listGone(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('deleted_at', '<', sql<Date>`now() - interval '1 minute'`)
    .where('cleared_at', 'is', null)
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/** Says that nothing of a person is left. */
export async function noteCleared(db: Database, userId: string): Promise<void> {
  await db
    .updateTable('users')
    .set({ cleared_at: sql<Date>`now()` })
    .where('id', '=', userId)
    .execute();
}
