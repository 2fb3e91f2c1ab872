import { WeireelError } from '@weireel/contract';

/** Where and as whom to ask WeChat. */
export interface WechatApp {
  /** Base URL of WeChat's server API. */
  apiUrl: string;
  /** The mini program's app id. */
  appId: string;
  /** Its secret; never logged. */
  secret: string;
}

/** One question to WeChat's server. */
export interface WechatQuestion {
  /** What it is called in the log. */
  name: string;
  /** Path of the call. */
  path: string;
  /** Its query. Absent: none. */
  query?: Record<string, string>;
  /** JSON to post. Absent: it is a GET. */
  body?: object;
}

/** What WeChat answers: an object, or the bytes of a picture. */
export type WechatAnswer = { json: object; bytes: null } | { json: null; bytes: Buffer };

/** How long WeChat may take. */
const timeoutMs = 5000;

/**
 * Asks WeChat's server.
 *
 * @throws WeireelError `wechat_busy` when it cannot be reached or answers what nobody can read
 */
export async function askWechat(
  { apiUrl }: Pick<WechatApp, 'apiUrl'>,
  { name, path, query = {}, body }: WechatQuestion,
): Promise<WechatAnswer> {
  const url = new URL(path, apiUrl);
  url.search = new URLSearchParams(query).toString();
  try {
    const response = await fetch(url, {
      ...{ redirect: 'error', signal: AbortSignal.timeout(timeoutMs) },
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) throw new Error(`WeChat answered ${response.status}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (isPicture(bytes)) return { json: null, bytes };
    // WeChat labels this JSON as text/plain, so the label is not looked at.
    const json: unknown = JSON.parse(bytes.toString());
    if (typeof json !== 'object' || json === null) throw new Error('WeChat answered no object');
    return { json, bytes: null };
  } catch (cause) {
    // fetch puts the address, and with it secrets, into some messages: only the kind of failure is kept.
    const kind = cause instanceof Error ? cause.name : 'unknown';
    throw new WeireelError('wechat_busy', { cause: new Error(`${name} failed: ${kind}`) });
  }
}

/** The code of the error that an answer tells; 0: none. */
export function errcodeOf({ json }: WechatAnswer): number {
  return json !== null && 'errcode' in json && typeof json.errcode === 'number' ? json.errcode : 0;
}

/** The text of a field of an answer; null: there is none. */
export function textOf({ json }: WechatAnswer, field: string): string | null {
  // As: what is asked for is looked at below.
  const value: unknown = json === null ? null : (json as Record<string, unknown>)[field];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** That WeChat refuses what was asked in good order, or answers without what was asked for. */
export function busy(name: string, answer: WechatAnswer): WeireelError {
  const errcode = errcodeOf(answer);
  const what = errcode === 0 ? 'without what was asked for' : `errcode ${errcode}`;
  return new WeireelError('wechat_busy', { cause: new Error(`${name} answered ${what}`) });
}

/** Whether the bytes begin as those of a JPEG or a PNG file do. */
function isPicture(bytes: Buffer): boolean {
  const magic = bytes.toString('hex', 0, 4);
  return magic.startsWith('ffd8ff') || magic === '89504e47';
}
