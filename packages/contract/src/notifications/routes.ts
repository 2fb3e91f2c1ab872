import type { Route } from '../route.ts';
import { AsListQuery, AsQuery, IdParams, listOf } from '../scalars.ts';
import { notificationsCalls } from './calls.ts';
import { AcceptWechatMessagesBody, Notification, Unread, WechatMessages } from './shapes.ts';

/** Calls about what a person is told with the schemas of what they take and answer. */
export const notificationsRoutes = {
  notifications: {
    ...notificationsCalls.notifications,
    summary: 'What others did that concerns me, the latest first',
    query: AsListQuery,
    answer: listOf(Notification),
  },
  readNotifications: {
    ...notificationsCalls.readNotifications,
    summary: 'I have read all that I was told so far',
    query: AsQuery,
    answer: Unread,
  },
  readNotification: {
    ...notificationsCalls.readNotification,
    summary: 'I have read one thing that I was told',
    query: AsQuery,
    params: IdParams,
    answer: Unread,
  },
  wechatMessages: {
    ...notificationsCalls.wechatMessages,
    summary: 'By which templates WeChat can tell me what I have not read, and how many messages I agreed to',
    answer: WechatMessages,
  },
  acceptWechatMessages: {
    ...notificationsCalls.acceptWechatMessages,
    summary: 'I agree to one more message of each of these templates, as I told WeChat',
    body: AcceptWechatMessagesBody,
    answer: WechatMessages,
  },
} as const satisfies Record<string, Route>;
