import type { GroupRole } from '@weireel/contract';
import { hasPermission, type Viewer } from '../access/access.ts';

/**
 * What somebody may do in a group. `see`: its name and members. `invite`: make and end invitations. `remove`: take out
 * who is a mere member. `govern`: name it, say what others are, take out anybody, delete it.
 */
export type GroupDeed = 'see' | 'invite' | 'remove' | 'govern';

const rights: Record<GroupRole, readonly GroupDeed[]> = {
  member: ['see'],
  manager: ['see', 'invite', 'remove'],
  owner: ['see', 'invite', 'remove', 'govern'],
};

/**
 * Whether the viewer may do something in a group. Who manages people may do what an owner may, so that no group is
 * left without anybody to look after it.
 *
 * @param role what the viewer is in the group; null: they do not belong to it
 */
export function mayInGroup(deed: GroupDeed, role: GroupRole | null, viewer: Viewer): boolean {
  if (hasPermission(viewer, 'manage_people')) return true;
  return role !== null && rights[role].includes(deed);
}
