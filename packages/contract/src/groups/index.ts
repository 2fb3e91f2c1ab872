export {
  CreateGroupInviteBody,
  Group,
  GroupInvite,
  GroupMember,
  GroupMemberBody,
  GroupNameBody,
  GroupRole,
  InviteCodeBody,
  InviteParams,
  InviteTarget,
  MemberParams,
  NewGroupInvite,
} from './shapes.ts';
