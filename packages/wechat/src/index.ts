export type { WechatApp } from './ask-wechat.ts';
export { codeToSession } from './code-to-session.ts';
export type { WechatIdentity } from './code-to-session.ts';
export { daysOfLinks, drawCode, makeScheme, makeUrlLink } from './mini-program-ways.ts';
export type { MiniProgramPage, MiniProgramVersion } from './mini-program-ways.ts';
export { sendSubscribeMessage } from './subscribe-message.ts';
export type { MessageEnd, SubscribeMessage } from './subscribe-message.ts';
export { createWechatAccess } from './wechat-access.ts';
export type { WechatAccess } from './wechat-access.ts';
