import { skeletonOf } from '@weireel/catalogue/people';
import { WeireelError, type GroupRole } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { lockUser } from '../people/users.ts';
import type { GroupRow } from './tables.ts';

/** Groups that one person may own at once. */
const mostOwned = 100;

/** A group as one person sees it. */
export type GroupOf = Pick<GroupRow, 'id' | 'name' | 'created_at'> & {
  /** Whether these are who publish as the channel of the same id. */
  is_channel: boolean;
  /** What the person is in it; null: they do not belong to it. */
  my_role: GroupRole | null;
  /** How many belong to it. */
  members: number;
};

/**
 * Makes a group, which a person owns.
 *
 * @throws WeireelError `group_name_taken`, `too_many_groups`
 */
export async function insertGroup(
  trx: Database,
  group: { id: string; name: string; ownerId: string },
): Promise<void> {
  // Held, so that two calls cannot both make the last one.
  await lockUser(trx, group.ownerId);
  const owned = await trx
    .selectFrom('group_members')
    .innerJoin('groups', 'groups.id', 'group_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', group.ownerId)
    .where('role', '=', 'owner')
    .where(isOfChannel, '=', false)
    .executeTakeFirstOrThrow();
  if (owned.count >= mostOwned) throw new WeireelError('too_many_groups');
  const made = await trx
    .insertInto('groups')
    .values({ id: group.id, name: group.name, name_skeleton: nameSkeleton(group.name) })
    .onConflict((conflict) => conflict.column('name_skeleton').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw new WeireelError('group_name_taken');
  await trx
    .insertInto('group_members')
    .values({ group_id: group.id, user_id: group.ownerId, role: 'owner' })
    .execute();
}

/**
 * Gives a group another name.
 *
 * @throws WeireelError `group_name_taken`
 */
export async function renameGroup(trx: Database, id: string, name: string): Promise<void> {
  const skeleton = nameSkeleton(name);
  const other = await trx
    .selectFrom('groups')
    .select('id')
    .where('name_skeleton', '=', skeleton)
    .where('id', '!=', id)
    .executeTakeFirst();
  if (other) throw new WeireelError('group_name_taken');
  await trx.updateTable('groups').set({ name, name_skeleton: skeleton }).where('id', '=', id).execute();
}

/** White space of any kind and length looks the same. */
function nameSkeleton(name: string): string {
  return skeletonOf(name.replaceAll(/\s+/gu, ' ').trim());
}

/** Removes a group with its members and invitations; videos are not for it any more. */
export async function deleteGroup(trx: Database, id: string): Promise<void> {
  await trx.deleteFrom('groups').where('id', '=', id).execute();
}

/** Whether a row of `groups` is of a channel: it has no name of its own. */
export const isOfChannel = sql<boolean>`(groups.name_skeleton is null)`;

function groupsOf(db: Database, userId: string) {
  return db
    .selectFrom('groups')
    .leftJoin('users as channel', (join) =>
      join.onRef('channel.id', '=', 'groups.id').on(isOfChannel, '=', true),
    )
    .leftJoin('group_members as mine', (join) =>
      join.onRef('mine.group_id', '=', 'groups.id').on('mine.user_id', '=', userId),
    )
    .select(['groups.id', 'groups.created_at', 'mine.role as my_role', isOfChannel.as('is_channel')])
    .select((eb) => eb.fn.coalesce('channel.nickname', 'groups.name').as('name'))
    .select(sql<number>`(select count(*) from group_members where group_id = groups.id)`.as('members'));
}

/** Finds a group as a person sees it; null: there is none. Whether they may see it is not asked. */
export async function findGroup(db: Database, id: string, userId: string): Promise<GroupOf | null> {
  return (await groupsOf(db, userId).where('groups.id', '=', id).executeTakeFirst()) ?? null;
}

/** Holds a group's row, so that its members are changed by one at a time; false: there is none. */
export async function lockGroup(trx: Database, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('groups')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** The groups that a person belongs to, the newest first, without those of channels. */
export function listGroupsOf(
  db: Database,
  options: { userId: string; limit: number; before: ListPosition | null },
): Promise<GroupOf[]> {
  return groupsOf(db, options.userId)
    .where('mine.user_id', 'is not', null)
    .where(isOfChannel, '=', false)
    .where(isAfter(['groups.created_at', 'groups.id'], options.before))
    .orderBy('groups.created_at', 'desc')
    .orderBy('groups.id', 'desc')
    .limit(options.limit)
    .execute();
}

/** Those of some groups that a person belongs to; nothing is for those of channels. */
export async function listOwnGroups(
  db: Database,
  userId: string,
  groupIds: readonly string[],
): Promise<string[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await sql<{ group_id: string }>`select group_id from group_members
    join groups on groups.id = group_id
    where user_id = ${userId} and group_id = any(${groupIds}::text[]) and not ${isOfChannel}`.execute(db);
  return rows.map(({ group_id }) => group_id);
}
