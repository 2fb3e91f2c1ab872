export { countUnread, listNotices, readAll, tell } from './notifications.ts';
export type { Notice, NoticeWithNames } from './notifications.ts';
