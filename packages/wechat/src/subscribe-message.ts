import { busy, errcodeOf } from './ask-wechat.ts';
import type { MiniProgramVersion } from './mini-program-ways.ts';
import type { WechatAccess } from './wechat-access.ts';

/** A message that somebody has agreed to get. */
export interface SubscribeMessage {
  /** Who gets it. */
  openid: string;
  /** Id of the template, as the console of the mini program shows it. */
  templateId: string;
  /** What it says, by the keys of the template: `thing1`. */
  data: Record<string, string>;
  /** Page that it opens, with its query. */
  page: string;
  /** The version in which it opens. */
  version: MiniProgramVersion;
}

/** What became of a message. */
export interface MessageEnd {
  /**
   * `sent`; `refused`: the person has agreed to none, or takes none; `later`: WeChat sends no more for now; `broken`:
   * the template is not what we take it for, which its operator has to put right.
   */
  end: 'sent' | 'refused' | 'later' | 'broken';
  /** Why WeChat did not take it; null: it was sent or refused. */
  cause: Error | null;
}

const name = 'subscribeMessage.send';
const states = { release: 'formal', trial: 'trial', develop: 'developer' } as const;
/** 43101 they have not agreed, 43107 they turned all off, 40003 they are not of this mini program. */
const refusing = new Set([43101, 43107, 40003]);
/** 40037 template, 47003 data, 41030 page: what we send is not what was set up. */
const breaking = new Set([40037, 47003, 41030]);

/**
 * Sends a message (subscribeMessage.send), which uses up one consent.
 *
 * @throws WeireelError `wechat_busy` when nobody knows whether it was sent
 */
export async function sendSubscribeMessage(
  access: WechatAccess,
  { openid, templateId, data, page, version }: SubscribeMessage,
): Promise<MessageEnd> {
  const fields: Record<string, { value: string }> = {};
  for (const [key, text] of Object.entries(data)) fields[key] = { value: fieldValue(key, text) };
  const answer = await access.ask({
    name,
    path: '/cgi-bin/message/subscribe/send',
    body: {
      ...{ touser: openid, template_id: templateId, page, data: fields },
      ...{ miniprogram_state: states[version], lang: 'zh_CN' },
    },
  });
  const errcode = errcodeOf(answer);
  if (errcode === 0) return { end: 'sent', cause: null };
  if (refusing.has(errcode)) return { end: 'refused', cause: null };
  const error = busy(name, answer);
  // As: `busy` gives each of its errors a cause.
  const cause = error.cause as Error;
  if (breaking.has(errcode)) return { end: 'broken', cause };
  // WeChat is busy with it: whether it goes out is not said.
  if (errcode === -1) throw error;
  return { end: 'later', cause };
}

const mostOf: Record<string, number> = { thing: 20, phrase: 5, character_string: 32, time: 32, date: 32 };

/** A text as a field of a template takes it: WeChat refuses the whole message for one that is too long. */
export function fieldValue(key: string, text: string): string {
  const kind = key.replace(/\d+$/, '');
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (kind === 'name') return personName(line);
  const characters = [...line];
  const most = mostOf[kind] ?? 20;
  const fitting = characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
  return fitting === '' ? '-' : fitting;
}

/** A name is Chinese alone, or Latin alone; who is called otherwise is somebody. */
function personName(text: string): string {
  if (/^\p{Script=Han}{1,10}$/u.test(text) || /^[a-z][a-z .'-]{0,19}$/i.test(text)) return text;
  return /^\p{Script=Han}{11,}$/u.test(text) ? [...text].slice(0, 10).join('') : '有人';
}
