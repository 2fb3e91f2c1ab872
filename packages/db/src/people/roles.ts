import { hasPermission } from '@weireel/catalogue';
import { roleNames, WeireelError, type Role } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import type { UserRow } from './tables.ts';

/** A wish that somebody have a role, or have it no more. */
export interface RoleChange {
  /** Whose role it is. */
  userId: string;
  /** The role. */
  role: Role;
  /** Whether they have it from now on. */
  isGiven: boolean;
  /** Who wishes it; null: whoever runs the server, by the command line. */
  byId: string | null;
  /** Request that asks for it. Absent: none does. */
  requestId?: string;
}

/**
 * Gives a person a role or takes it, with the event that says so. Nothing happens when it is so already.
 *
 * @throws WeireelError `not_found`: there is no such person; `forbidden`: who wishes it may not any more; `last_admin`
 */
export async function changeRole(trx: Database, change: RoleChange): Promise<UserRow> {
  // All administrators are held, in one order: two who take each other's role come one after the other, and the second
  // one is seen as what the first has made of them.
  const held = await trx
    .selectFrom('users')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', change.userId), sql<boolean>`'admin' = any(roles)`]))
    .orderBy('id')
    .forUpdate()
    .execute();
  const author = held.find(({ id }) => id === change.byId);
  if (change.byId !== null && !(author && hasPermission(author, 'manage_people')))
    throw new WeireelError('forbidden');
  const user = held.find(({ id }) => id === change.userId);
  if (user?.kind !== 'person' || user.deleted_at !== null) throw new WeireelError('not_found');
  if (user.roles.includes(change.role) === change.isGiven) return user;
  const isOtherAdmin = (other: UserRow): boolean =>
    other.id !== user.id && other.state === 'active' && other.roles.includes('admin');
  if (change.role === 'admin' && !change.isGiven && !held.some(isOtherAdmin))
    throw new WeireelError('last_admin');
  const roles = roleNames.filter((role) =>
    role === change.role ? change.isGiven : user.roles.includes(role),
  );
  await trx.updateTable('users').set({ roles }).where('id', '=', user.id).execute();
  await appendEvent(trx, {
    ...{ kind: 'user.roles_changed', subjectId: user.id, userId: user.id },
    payload: { before: user.roles, roles, byId: change.byId },
    ...(change.requestId !== undefined && { requestId: change.requestId }),
  });
  return { ...user, roles };
}
