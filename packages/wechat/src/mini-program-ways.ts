import { busy, errcodeOf, textOf } from './ask-wechat.ts';
import type { WechatAccess } from './wechat-access.ts';

/** Which version of a mini program opens. */
export type MiniProgramVersion = 'release' | 'trial' | 'develop';

/** A page of the mini program. */
export interface MiniProgramPage {
  /** Path without a slash before it, as it stands in `app.json`. */
  page: string;
  /** What it is opened with, `v=…`: at most 32 of the characters that a code takes. */
  query: string;
  /** The version in which it opens. */
  version: MiniProgramVersion;
}

/** WeChat keeps such links no longer; asking for days needs no clock that agrees with theirs. */
export const daysOfLinks = 30;

/**
 * Draws the round code that opens a page (wxacode.getUnlimited). It works for ever.
 *
 * @returns a JPEG file
 * @throws WeireelError `wechat_busy` when WeChat draws none, such as for a page that is not published
 */
export async function drawCode(
  access: WechatAccess,
  { page, query, version }: MiniProgramPage,
): Promise<Buffer> {
  const name = 'getwxacodeunlimit';
  const answer = await access.ask({
    name,
    path: '/wxa/getwxacodeunlimit',
    // Of another version than the published one, WeChat does not know the pages.
    body: { scene: query, page, env_version: version, check_path: version === 'release' },
  });
  if (answer.bytes === null) throw busy(name, answer);
  return answer.bytes;
}

/**
 * Makes a link that opens a page from outside WeChat, by a page of WeChat's in between (urllink.generate).
 *
 * @throws WeireelError `wechat_busy` when WeChat makes none, such as beyond the number of a day
 */
export async function makeUrlLink(
  access: WechatAccess,
  { page, query, version }: MiniProgramPage,
): Promise<string> {
  const name = 'generate_urllink';
  const answer = await access.ask({
    name,
    path: '/wxa/generate_urllink',
    body: { path: page, query, env_version: version, expire_type: 1, expire_interval: daysOfLinks },
  });
  const link = errcodeOf(answer) === 0 ? textOf(answer, 'url_link') : null;
  if (link === null) throw busy(name, answer);
  return link;
}

/**
 * Makes a `weixin://` address that opens a page from outside WeChat, without anything in between (urlscheme.generate).
 *
 * @throws WeireelError `wechat_busy` when WeChat makes none, such as beyond the number of a day
 */
export async function makeScheme(
  access: WechatAccess,
  { page, query, version }: MiniProgramPage,
): Promise<string> {
  const name = 'generatescheme';
  const answer = await access.ask({
    name,
    path: '/wxa/generatescheme',
    body: {
      jump_wxa: { path: page, query, env_version: version },
      ...{ is_expire: true, expire_type: 1, expire_interval: daysOfLinks },
    },
  });
  const scheme = errcodeOf(answer) === 0 ? textOf(answer, 'openlink') : null;
  if (scheme === null) throw busy(name, answer);
  return scheme;
}
