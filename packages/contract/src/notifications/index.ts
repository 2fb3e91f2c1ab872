export {
  AcceptWechatMessagesBody,
  Notification,
  NotificationKind,
  Unread,
  WechatMessages,
} from './shapes.ts';
