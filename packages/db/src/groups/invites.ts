import { WeireelError } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** Invitations to one group that work at once. */
const mostInvites = 50;

/** An invitation that works. */
export interface InviteOf {
  /** Its id. */
  id: string;
  /** People who may still join by it. */
  uses_left: number;
  /** When it is over. */
  expires_at: Date;
  /** When it was made. */
  created_at: Date;
  /** Who made it; null: they are gone. */
  by_id: string | null;
  /** Their shown name; null: they are gone. */
  by_nickname: string | null;
  /** Prefix of what they are shown by; null: nothing. */
  by_avatar_key: string | null;
}

function working(db: Database) {
  return db
    .selectFrom('group_invites')
    .leftJoin('users', 'users.id', 'group_invites.created_by')
    .where('uses_left', '>', 0)
    .where('expires_at', '>', sql<Date>`now()`);
}

/** Invitations to a group that still work, the newest first; there are never many. */
export function listInvites(db: Database, groupId: string): Promise<InviteOf[]> {
  return working(db)
    .where('group_id', '=', groupId)
    .select(['group_invites.id', 'uses_left', 'expires_at', 'group_invites.created_at'])
    .select(['users.id as by_id', 'users.nickname as by_nickname', 'users.avatar_key as by_avatar_key'])
    .orderBy('group_invites.created_at', 'desc')
    .orderBy('group_invites.id', 'desc')
    .execute();
}

/**
 * Makes an invitation to a group, whose row is held, and forgets those that do not work any more.
 *
 * @throws WeireelError `too_many_invites`
 */
export async function insertInvite(
  trx: Database,
  invite: { id: string; groupId: string; codeHash: string; byId: string; uses: number; days: number },
): Promise<void> {
  const { groupId } = invite;
  await trx
    .deleteFrom('group_invites')
    .where('group_id', '=', groupId)
    .where((eb) => eb.or([eb('uses_left', '<=', 0), eb('expires_at', '<=', sql<Date>`now()`)]))
    .execute();
  if ((await listInvites(trx, groupId)).length >= mostInvites) throw new WeireelError('too_many_invites');
  await trx
    .insertInto('group_invites')
    .values({
      ...{ id: invite.id, group_id: groupId, code_hash: invite.codeHash, created_by: invite.byId },
      ...{ uses_left: invite.uses, expires_at: sql<Date>`now() + make_interval(days => ${invite.days})` },
    })
    .execute();
}

/** Ends an invitation to a group; false: there is none. */
export async function deleteInvite(db: Database, groupId: string, inviteId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('group_invites')
    .where('group_id', '=', groupId)
    .where('id', '=', inviteId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The group that an invitation leads to; null: none works with this code. */
export async function findInvitingGroup(db: Database, codeHash: string): Promise<string | null> {
  const row = await working(db).select('group_id').where('code_hash', '=', codeHash).executeTakeFirst();
  return row?.group_id ?? null;
}

/**
 * Lets a person into the group of an invitation, which is used up by one; who belongs to it already uses nothing.
 *
 * @returns the group, and whether they have come by this
 * @throws WeireelError `invite_invalid`
 */
export async function joinByInvite(
  trx: Database,
  codeHash: string,
  userId: string,
): Promise<{ groupId: string; isNew: boolean }> {
  const groupId = await findInvitingGroup(trx, codeHash);
  if (groupId === null) throw new WeireelError('invite_invalid');
  // Who presses twice waits here for the first time, and has come then.
  const { rows } = await sql<{ user_id: string }>`
    insert into group_members (group_id, user_id, role)
    select id, ${userId}, 'member' from groups where id = ${groupId} for key share
    on conflict do nothing returning user_id`.execute(trx);
  if (rows.length === 0) return { groupId, isNew: false };
  const used = await trx
    .updateTable('group_invites')
    .set({ uses_left: sql<number>`uses_left - 1` })
    .where('code_hash', '=', codeHash)
    .where('uses_left', '>', 0)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst();
  // Others took the last place, or it was revoked meanwhile.
  if (!used) throw new WeireelError('invite_invalid');
  return { groupId, isNew: true };
}
