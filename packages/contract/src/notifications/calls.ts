import type { Call } from '../call.ts';

/** Calls about what a person is told: where they are and who may make them. */
export const notificationsCalls = {
  notifications: { method: 'GET', path: '/notifications', access: 'user', status: 200 },
  readNotifications: { method: 'PUT', path: '/notifications/read', access: 'user', status: 200 },
  readNotification: { method: 'PUT', path: '/notifications/{id}/read', access: 'user', status: 200 },
  wechatMessages: { method: 'GET', path: '/me/wechat-messages', access: 'user', status: 200 },
  acceptWechatMessages: { method: 'POST', path: '/me/wechat-messages', access: 'user', status: 200 },
} as const satisfies Record<string, Call>;
