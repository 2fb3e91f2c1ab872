import type { Route } from '../route.ts';
import { ListQuery, listOf } from '../scalars.ts';
import { notificationsCalls } from './calls.ts';
import { Notification, Unread } from './shapes.ts';

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
} as const satisfies Record<string, Route>;
