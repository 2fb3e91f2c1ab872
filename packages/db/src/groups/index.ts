export {
  deleteGroup,
  findGroup,
  insertGroup,
  listGroupsOf,
  listOwnGroups,
  lockGroup,
  renameGroup,
} from './groups.ts';
export type { GroupOf } from './groups.ts';
export { deleteInvite, findInvitingGroup, insertInvite, joinByInvite, listInvites } from './invites.ts';
export type { InviteOf } from './invites.ts';
export { findMember, listMembers, removeMember, setMemberRole } from './members.ts';
export type { MemberOf } from './members.ts';
