import { WeireelError, type GroupRole } from '@weireel/contract';
import type { Database } from '../engine/connect.ts';
import { isBehind, type ListPosition } from '../engine/keyset.ts';

/** Somebody who belongs to a group. */
export interface MemberOf {
  /** Who it is. */
  user_id: string;
  /** Shown name. */
  nickname: string;
  /** Prefix of what they are shown by; null: nothing. */
  avatar_key: string | null;
  /** What they are in it. */
  role: GroupRole;
  /** When they came. */
  joined_at: Date;
}

function membersOf(db: Database, groupId: string) {
  return db
    .selectFrom('group_members')
    .innerJoin('users', 'users.id', 'group_members.user_id')
    .select(['user_id', 'nickname', 'avatar_key', 'role', 'joined_at'])
    .where('group_id', '=', groupId);
}

/** Who belongs to a group, in the order in which they came. */
export function listMembers(
  db: Database,
  options: { groupId: string; limit: number; after: ListPosition | null },
): Promise<MemberOf[]> {
  const { after } = options;
  return membersOf(db, options.groupId)
    .where(isBehind(['joined_at', 'user_id'], after && [after.at, after.id], 'ascending'))
    .orderBy('joined_at')
    .orderBy('user_id')
    .limit(options.limit)
    .execute();
}

/** Finds a member; null: they do not belong to the group. */
export async function findMember(db: Database, groupId: string, userId: string): Promise<MemberOf | null> {
  return (await membersOf(db, groupId).where('user_id', '=', userId).executeTakeFirst()) ?? null;
}

/**
 * Says what a member is in a group, whose row is held.
 *
 * @throws WeireelError `last_owner`
 */
export async function setMemberRole(
  trx: Database,
  { groupId, userId, role }: { groupId: string; userId: string; role: GroupRole },
): Promise<void> {
  if (role !== 'owner') await requireOtherOwner(trx, groupId, userId);
  await trx
    .updateTable('group_members')
    .set({ role })
    .where('group_id', '=', groupId)
    .where('user_id', '=', userId)
    .execute();
}

/**
 * Takes a member out of a group, whose row is held.
 *
 * @throws WeireelError `last_owner`
 */
export async function removeMember(trx: Database, groupId: string, userId: string): Promise<void> {
  await requireOtherOwner(trx, groupId, userId);
  await trx
    .deleteFrom('group_members')
    .where('group_id', '=', groupId)
    .where('user_id', '=', userId)
    .execute();
}

async function requireOtherOwner(trx: Database, groupId: string, userId: string): Promise<void> {
  const owners = await trx
    .selectFrom('group_members')
    .select('user_id')
    .where('group_id', '=', groupId)
    .where('role', '=', 'owner')
    .execute();
  if (owners.length === 1 && owners[0]?.user_id === userId) throw new WeireelError('last_owner');
}
