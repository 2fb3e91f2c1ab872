import { WeireelError } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { setFollows } from '../community/reactions.ts';
import { isApart, isHeard } from './apart.ts';
import { holdFollowers } from './hold-followers.ts';
import { lockUser } from './users.ts';

/** So many people one may have blocked, and so many muted: every list asks about each of them. */
export const mostAvoided = 2000;

/** One person and another of whom they do, or do not, want to know. */
export interface Pair {
  /** Who decides. */
  userId: string;
  /** About whom; must be somebody else. */
  otherId: string;
}

/**
 * Blocks a person: neither meets the other any more, and neither follows the other. Nothing happens when they are
 * blocked already, or there is no such person.
 *
 * @throws WeireelError `too_many_avoided`
 */
export async function block(trx: Database, { userId, otherId }: Pair): Promise<void> {
  // Who is about to follow waits here, and then sees the block; what was followed before is undone below.
  await holdFollowers(trx, [userId, otherId]);
  await refuseMore(trx, 'blocked', { userId, otherId });
  await sql`insert into blocks (user_id, other_id) select ${userId}, id from users where id = ${otherId}
    on conflict do nothing`.execute(trx);
  await setFollows(trx, { followedId: userId, wishes: new Map([[otherId, false]]) });
  await setFollows(trx, { followedId: otherId, wishes: new Map([[userId, false]]) });
}

/** Ends a block; who followed whom before does so no more. */
export async function unblock(db: Database, { userId, otherId }: Pair): Promise<void> {
  await sql`delete from blocks where user_id = ${userId} and other_id = ${otherId}`.execute(db);
}

/**
 * Has somebody read nothing that a person says. Nothing happens when there is no such person.
 *
 * @throws WeireelError `too_many_avoided`
 */
export async function mute(trx: Database, { userId, otherId }: Pair): Promise<void> {
  // Held, so that two calls cannot both be the last one.
  await lockUser(trx, userId);
  await refuseMore(trx, 'muted', { userId, otherId });
  await sql`insert into mutes (user_id, other_id) select ${userId}, id from users where id = ${otherId}
    on conflict do nothing`.execute(trx);
}

/** Has somebody read a person again. */
export async function unmute(db: Database, { userId, otherId }: Pair): Promise<void> {
  await sql`delete from mutes where user_id = ${userId} and other_id = ${otherId}`.execute(db);
}

/** Refuses one more than the most; who is avoided already is no one more. */
async function refuseMore(
  trx: Database,
  avoidance: 'blocked' | 'muted',
  { userId, otherId }: Pair,
): Promise<void> {
  const { table } = lists[avoidance];
  const { rows } = await sql<{ others: number; is_known: boolean }>`
    select count(*) as others, coalesce(bool_or(other_id = ${otherId}), false) as is_known
    from ${table} where user_id = ${userId}`.execute(trx);
  const [known] = rows;
  if (known && !known.is_known && known.others >= mostAvoided) throw new WeireelError('too_many_avoided');
}

/** Whether either of two people has blocked the other. */
export async function areApart(db: Database, one: string, other: string): Promise<boolean> {
  const { rows } = await sql<{ apart: boolean }>`select ${isApart(one, other)} as apart`.execute(db);
  return rows[0]?.apart === true;
}

/** Which of some people have blocked a person or are blocked by them. */
export async function listApart(
  db: Database,
  { personId, otherIds }: { personId: string; otherIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (otherIds.length === 0) return new Set();
  const { rows } = await sql<{ other: string }>`
    select other from unnest(${otherIds}::text[]) as other
    where ${isApart(personId, sql.ref('other'))}`.execute(db);
  return new Set(rows.map(({ other }) => other));
}

/** Which of some readers do not want to read which of some people, or are blocked by them: for each of these its readers. */
export async function listUnheard(
  db: Database,
  { readerIds, speakerIds }: { readerIds: readonly string[]; speakerIds: readonly string[] },
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (readerIds.length === 0 || speakerIds.length === 0) return new Map();
  const { rows } = await sql<{ speaker: string; readers: string[] }>`
    select speaker, array_agg(reader) as readers
    from unnest(${speakerIds}::text[]) as speaker, unnest(${readerIds}::text[]) as reader
    where not ${isHeard(sql.ref('reader'), sql.ref('speaker'))} group by speaker`.execute(db);
  return new Map(rows.map(({ speaker, readers }) => [speaker, new Set(readers)]));
}

const lists = {
  blocked: { table: sql.table('blocks'), column: 'other_id' },
  muted: { table: sql.table('mutes'), column: 'other_id' },
  hidden: { table: sql.table('hidden_authors'), column: 'author_id' },
};

/** Why somebody does not meet a person: they have blocked them, muted them, or want no feed to show their videos. */
export type Avoidance = keyof typeof lists;

/** Somebody whom a person does not want to meet. */
export interface Avoided {
  /** Their id. */
  id: string;
  /** Their name. */
  nickname: string;
  /** Prefix of what they are shown by; null: nothing. */
  avatar_key: string | null;
  /** Since when. */
  since: Date;
}

/** Whom a person does not want to meet, the latest first. */
export async function listAvoided(
  db: Database,
  avoidance: Avoidance,
  { userId, limit, before }: { userId: string; limit: number; before: ListPosition | null },
): Promise<Avoided[]> {
  const { table, column } = lists[avoidance];
  const { rows } = await sql<Avoided>`
    select users.id, nickname, avatar_key, avoided.created_at as since
    from ${table} as avoided join users on users.id = ${sql.ref(`avoided.${column}`)}
    where user_id = ${userId} and ${isAfter(['avoided.created_at', `avoided.${column}`], before)}
    order by avoided.created_at desc, ${sql.ref(`avoided.${column}`)} desc limit ${limit}`.execute(db);
  return rows;
}
