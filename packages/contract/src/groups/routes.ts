import type { Route } from '../route.ts';
import { IdParams, ListQuery, listOf } from '../scalars.ts';
import { groupsCalls } from './calls.ts';
import {
  CreateGroupInviteBody,
  Group,
  GroupInvite,
  GroupMember,
  GroupMemberBody,
  GroupNameBody,
  InviteCodeBody,
  InviteParams,
  InviteTarget,
  MemberParams,
  NewGroupInvite,
} from './shapes.ts';

/** Calls about groups, their members and invitations with the schemas of what they take and answer. */
export const groupsRoutes = {
  myGroups: {
    ...groupsCalls.myGroups,
    summary: 'The groups that I belong to, the newest first',
    query: ListQuery,
    answer: listOf(Group),
  },
  createGroup: {
    ...groupsCalls.createGroup,
    summary: 'Makes a group, which I own',
    body: GroupNameBody,
    answer: Group,
  },
  group: { ...groupsCalls.group, summary: 'A group that I belong to', params: IdParams, answer: Group },
  renameGroup: {
    ...groupsCalls.renameGroup,
    summary: 'Gives a group another name',
    params: IdParams,
    body: GroupNameBody,
    answer: Group,
  },
  deleteGroup: {
    ...groupsCalls.deleteGroup,
    summary: 'Deletes a group; what was for it alone only its authors see from then on',
    params: IdParams,
  },
  groupMembers: {
    ...groupsCalls.groupMembers,
    summary: 'Who belongs to a group, in the order in which they came',
    params: IdParams,
    query: ListQuery,
    answer: listOf(GroupMember),
  },
  putGroupMember: {
    ...groupsCalls.putGroupMember,
    summary: 'Says what a member is in the group',
    params: MemberParams,
    body: GroupMemberBody,
    answer: GroupMember,
  },
  removeGroupMember: {
    ...groupsCalls.removeGroupMember,
    summary: 'Takes a member out of a group, or leaves it',
    params: MemberParams,
  },
  groupInvites: {
    ...groupsCalls.groupInvites,
    summary: 'Invitations to a group that still work, the newest first',
    params: IdParams,
    answer: listOf(GroupInvite),
  },
  createGroupInvite: {
    ...groupsCalls.createGroupInvite,
    summary: 'Makes an invitation for so many people and days',
    params: IdParams,
    body: CreateGroupInviteBody,
    answer: NewGroupInvite,
  },
  revokeGroupInvite: {
    ...groupsCalls.revokeGroupInvite,
    summary: 'Ends an invitation at once; who has joined stays',
    params: InviteParams,
  },
  readGroupInvite: {
    ...groupsCalls.readGroupInvite,
    summary: 'Where an invitation leads; it is not used up by that',
    body: InviteCodeBody,
    answer: InviteTarget,
  },
  joinGroup: {
    ...groupsCalls.joinGroup,
    summary: 'Joins a group by an invitation; again, nothing happens',
    body: InviteCodeBody,
    answer: Group,
  },
} as const satisfies Record<string, Route>;
