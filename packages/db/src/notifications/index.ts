export {
  addConsents,
  claimMessage,
  clearConsents,
  giveConsentBack,
  readConsents,
} from './wechat-messages.ts';
export type { MessageTemplate, WechatMessage } from './wechat-messages.ts';
export { countUnread, listNotices, readAll, readOne, tell } from './notifications.ts';
export type { Notice, NoticeWithNames } from './notifications.ts';
