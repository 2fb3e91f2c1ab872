export { MailServerSettingError, readMailServer } from './mail-server.ts';
export type { MailServer } from './mail-server.ts';
export { MailError, sendMail } from './send-mail.ts';
export type { Mail } from './send-mail.ts';
