export { codeToSession } from './code-to-session.ts';
export type { WechatApp, WechatIdentity } from './code-to-session.ts';
