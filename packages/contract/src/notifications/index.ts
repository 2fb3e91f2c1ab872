export { Notification, NotificationKind, Unread } from './shapes.ts';
