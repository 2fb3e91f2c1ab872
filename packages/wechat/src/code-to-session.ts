import { WeireelError } from '@weireel/contract';
import { askWechat, busy, errcodeOf, textOf, type WechatApp } from './ask-wechat.ts';

/** Who signed in. The session key that WeChat sends along stays here and is dropped. */
export interface WechatIdentity {
  /** The person's id in this mini program. */
  openid: string;
  /** The person's id across the owner's apps; null when the app is not bound to an open platform. */
  unionid: string | null;
}

const name = 'code2session';

/**
 * Asks WeChat whom a code of `wx.login` stands for (auth.code2Session).
 *
 * @throws WeireelError `wechat_code_invalid` for a wrong or used code, `wechat_busy` when WeChat cannot answer,
 *   `forbidden` for a person whom WeChat has flagged
 */
export async function codeToSession(app: WechatApp, code: string): Promise<WechatIdentity> {
  const answer = await askWechat(app, {
    name,
    path: '/sns/jscode2session',
    query: { appid: app.appId, secret: app.secret, js_code: code, grant_type: 'authorization_code' },
  });
  const errcode = errcodeOf(answer);
  if (errcode !== 0) throw errorOf(errcode);
  const openid = textOf(answer, 'openid');
  if (openid === null) throw busy(name, answer);
  return { openid, unionid: textOf(answer, 'unionid') };
}

// Codes: WeChat's documentation of auth.code2Session.
function errorOf(errcode: number): WeireelError {
  const cause = new Error(`${name} answered errcode ${errcode}`);
  switch (errcode) {
    case 40029: // code is not valid
    case 40163: // code was used before
      return new WeireelError('wechat_code_invalid', { cause });
    case 40226: // WeChat blocks this person for risk
      return new WeireelError('forbidden', { cause });
    default: // -1 busy, 45011 too often, 40013/40125 our own app id or secret
      return new WeireelError('wechat_busy', { cause });
  }
}
