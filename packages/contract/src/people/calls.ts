import type { Call } from '../call.ts';

/** Calls about people: where they are and who may make them. */
export const peopleCalls = {
  setupState: { method: 'GET', path: '/setup', access: 'public', status: 200 },
  setup: { method: 'POST', path: '/setup', access: 'public', status: 201 },
  register: { method: 'POST', path: '/auth/register', access: 'public', status: 201 },
  login: { method: 'POST', path: '/auth/login', access: 'public', status: 200 },
  wechatLogin: { method: 'POST', path: '/auth/wechat', access: 'public', status: 200 },
  logout: { method: 'POST', path: '/auth/logout', access: 'user', status: 204 },
  me: { method: 'GET', path: '/me', access: 'user', status: 200 },
  blockUser: { method: 'PUT', path: '/users/{id}/block', access: 'user', status: 204 },
  unblockUser: { method: 'DELETE', path: '/users/{id}/block', access: 'user', status: 204 },
  muteUser: { method: 'PUT', path: '/users/{id}/mute', access: 'user', status: 204 },
  unmuteUser: { method: 'DELETE', path: '/users/{id}/mute', access: 'user', status: 204 },
  myAvoided: { method: 'GET', path: '/me/avoided', access: 'user', status: 200 },
  putProfile: { method: 'PUT', path: '/me/profile', access: 'user', status: 200 },
  putPinnedVideos: { method: 'PUT', path: '/me/pinned-videos', access: 'user', status: 204 },
  user: { method: 'GET', path: '/users/{id}', access: 'public', status: 200 },
  userVideos: { method: 'GET', path: '/users/{id}/videos', access: 'public', status: 200 },
  putBadge: { method: 'PUT', path: '/admin/users/{id}/badge', access: 'manage_people', status: 200 },
  adminUsers: { method: 'GET', path: '/admin/users', access: 'manage_people', status: 200 },
  giveRole: { method: 'PUT', path: '/admin/users/{id}/roles/{role}', access: 'manage_people', status: 200 },
  takeRole: {
    method: 'DELETE',
    path: '/admin/users/{id}/roles/{role}',
    access: 'manage_people',
    status: 200,
  },
} as const satisfies Record<string, Call>;
