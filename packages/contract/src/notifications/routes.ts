import type { Route } from '../route.ts';
import { IdParams, ListQuery, listOf } from '../scalars.ts';
import { notificationsCalls } from './calls.ts';
import { AcceptWechatMessagesBody, Notification, Unread, WechatMessages } from './shapes.ts';

/** Calls about what a person is told with the schemas of what they take and answer. */
export const notificationsRoutes = {
  notifications: {
    ...notificationsCalls.notifications,
    summary: 'What others did that concerns me, the latest first',
    query: ListQuery,
    answer: listOf(Notification),
  },
  readNotifications: {
    ...notificationsCalls.readNotifications,
    summary: 'I have read all that I was told so far',
    answer: Unread,
  },
  readNotification: {
    ...notificationsCalls.readNotification,
    summary: 'I have read this; again, or when it is not mine, nothing happens',
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
