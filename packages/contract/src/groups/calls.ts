import type { Call } from '../call.ts';

/** Calls about groups, their members and invitations: where they are and who may make them. */
export const groupsCalls = {
  myGroups: { method: 'GET', path: '/me/groups', access: 'user', status: 200 },
  createGroup: { method: 'POST', path: '/groups', access: 'make_groups', status: 201 },
  group: { method: 'GET', path: '/groups/{id}', access: 'user', status: 200 },
  renameGroup: { method: 'PUT', path: '/groups/{id}/name', access: 'user', status: 200 },
  deleteGroup: { method: 'DELETE', path: '/groups/{id}', access: 'user', status: 204 },
  groupMembers: { method: 'GET', path: '/groups/{id}/members', access: 'user', status: 200 },
  putGroupMember: { method: 'PUT', path: '/groups/{id}/members/{userId}', access: 'user', status: 200 },
  removeGroupMember: {
    ...{ method: 'DELETE', path: '/groups/{id}/members/{userId}', access: 'user', status: 204 },
  },
  groupInvites: { method: 'GET', path: '/groups/{id}/invites', access: 'user', status: 200 },
  createGroupInvite: { method: 'POST', path: '/groups/{id}/invites', access: 'user', status: 201 },
  revokeGroupInvite: {
    ...{ method: 'DELETE', path: '/groups/{id}/invites/{inviteId}', access: 'user', status: 204 },
  },
  readGroupInvite: { method: 'POST', path: '/group-invites/read', access: 'user', status: 200 },
  joinGroup: { method: 'POST', path: '/group-invites/join', access: 'user', status: 200 },
} as const satisfies Record<string, Call>;
