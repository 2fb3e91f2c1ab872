import { createHash } from 'node:crypto';

/** What a call that wants an access token is answered from. */
export interface WechatFacts {
  /** Pages of the published version, as they stand in `app.json`. */
  pages: ReadonlySet<string>;
  /** How many messages people have agreed to, by their openid and the template. */
  consents: Map<string, number>;
  /** Messages that people got. */
  sent: SentMessage[];
}

/** A message that somebody got. */
export interface SentMessage {
  openid: string;
  templateId: string;
  page: string;
  /** What its fields said. */
  data: Record<string, string>;
}

/** Templates of the mini program's console, with the keys that each one has. */
export const wechatTemplates: Readonly<Record<string, readonly string[]>> = {
  'Template-of-comments': ['name1', 'thing2', 'thing3', 'time4'],
  'Template-of-followers': ['thing1', 'time2'],
};

/** An answer: JSON, or a picture. */
export type WechatReply = object | Buffer;

type Body = Record<string, unknown>;

/** The calls with an access token that we make, and what WeChat documents of each. */
export const tokenCalls: Record<string, (body: Body, facts: WechatFacts) => WechatReply> = {
  '/cgi-bin/message/subscribe/send': sendMessage,
  '/wxa/getwxacodeunlimit': drawCode,
  '/wxa/generate_urllink': (body, facts) => {
    const errcode = refusePage(body, facts) ?? refuseEnd({ ...body, is_expire: true });
    return errcode === null ? ok({ url_link: `https://wxaurl.cn/${nameOf(body)}` }) : refused(errcode);
  },
  '/wxa/generatescheme': (body, facts) => {
    const errcode = isBody(body['jump_wxa']) ? refusePage(body['jump_wxa'], facts) : 47001;
    const refusal = errcode ?? refuseEnd(body);
    if (refusal !== null) return refused(refusal);
    return ok({ openlink: `weixin://dl/business/?t=${nameOf(body)}` });
  },
};

/** As WeChat words it: the number counts, and the sentence carries an id of the request. */
export const refused = (errcode: number): object => ({ errcode, errmsg: `refused rid: ${errcode}-1` });

const ok = (answer: object): object => ({ errcode: 0, errmsg: 'ok', ...answer });
const versions: unknown[] = ['release', 'trial', 'develop'];
const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null;
/** The same for the same wish: a test can tell two apart, and nothing else. */
const nameOf = (body: Body): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 11);

/** A white JPEG file of 8 × 8; real ones have 430. */
const picture = Buffer.from(
  '/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAg+Pkk+SVVVVVVVVWRdZGhoaGRkZGRoaGhwcHCDg4NwcHBoaHBwfHyDg4+Tj4eHg4eTk5ubm7q6srLZ2eD/////xABLAAEBAAAAAAAAAAAAAAAAAAAABwEBAAAAAAAAAAAAAAAAAAAAABABAAAAAAAAAAAAAAAAAAAAABEBAAAAAAAAAAAAAAAAAAAAAP/AABEIAAgACAMBEgACEgADEgD/2gAMAwEAAhEDEQA/ALWAD//Z',
  'base64',
);

/** The picture of a code; what it says stands in it as a comment, where no reader of pictures looks. */
export function pictureSaying(text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length + 2);
  return Buffer.concat([
    picture.subarray(0, 2),
    Buffer.from('fffe', 'hex'),
    length,
    Buffer.from(text),
    picture.subarray(2),
  ]);
}

function drawCode(body: Body, facts: WechatFacts): WechatReply {
  const { scene, page = 'pages/index/index', check_path: isChecked = true, env_version: version } = body;
  const width = body['width'] ?? 430;
  if ('scancode_time' in body) return refused(85096);
  if (typeof scene !== 'string' || scene === '' || scene.length > 32) return refused(40169);
  if (/[^\w!#$&'()*+,/:;=?@.~-]/.test(scene)) return refused(40129);
  if (version !== undefined && !versions.includes(version)) return refused(40097);
  if (typeof width !== 'number' || width < 280 || width > 1280) return refused(40097);
  if (typeof page !== 'string' || page.startsWith('/') || page.includes('?')) return refused(41030);
  if (isChecked !== false && !facts.pages.has(page)) return refused(41030);
  return pictureSaying(`${page}?scene=${scene}&version=${String(version ?? 'release')}`);
}

function refusePage({ path, query, env_version: version }: Body, facts: WechatFacts): number | null {
  if (typeof path !== 'string' || !facts.pages.has(path)) return 40165;
  if (query !== undefined && (typeof query !== 'string' || query.length > 512 || /[^!-~]/.test(query)))
    return 40212;
  return version === undefined || versions.includes(version) ? null : 40097;
}

/** Links end: at a time from one minute to thirty days from now, or after so many days. */
function refuseEnd({ is_expire: ends, expire_type: type = 0, expire_time: at, expire_interval: days }: Body) {
  if (ends !== true) return 85400;
  if (type === 1) return Number.isInteger(days) && Number(days) >= 1 && Number(days) <= 30 ? null : 85402;
  const inSeconds = typeof at === 'number' ? at - Date.now() / 1000 : Number.NaN;
  return inSeconds >= 60 && inSeconds <= 30 * 86_400 ? null : 85401;
}

/** What a field takes, by what its key is called. */
const fields: Record<string, RegExp> = {
  thing: /^.{1,20}$/su,
  name: /^(?:\p{Script=Han}{1,10}|[a-z .'-]{1,20})$/iu,
  time: /^(?:\d{4}年\d{1,2}月\d{1,2}日 )?\d{2}:\d{2}$/,
};

function sendMessage(body: Body, { pages, consents, sent }: WechatFacts): WechatReply {
  const {
    touser: openid,
    template_id: templateId,
    page = '',
    data,
    miniprogram_state: state = 'formal',
  } = body;
  if (typeof openid !== 'string' || openid === '') return refused(40003);
  const keys = typeof templateId === 'string' ? wechatTemplates[templateId] : undefined;
  if (typeof templateId !== 'string' || keys === undefined) return refused(40037);
  if (typeof page !== 'string' || !pages.has(page.split('?')[0] ?? '')) return refused(41030);
  if (!['formal', 'trial', 'developer'].includes(String(state))) return refused(47003);
  if (!isBody(data) || Object.keys(data).toSorted().join() !== keys.toSorted().join()) return refused(47003);
  const values: Record<string, string> = {};
  for (const [key, field] of Object.entries(data)) {
    const value = isBody(field) ? field['value'] : undefined;
    if (typeof value !== 'string' || !fields[key.replace(/\d+$/, '')]?.test(value)) return refused(47003);
    values[key] = value;
  }
  const consent = `${openid} ${templateId}`;
  const left = consents.get(consent) ?? 0;
  if (left === 0) return refused(43101);
  consents.set(consent, left - 1);
  sent.push({ openid, templateId, page, data: values });
  return ok({ msgid: sent.length });
}
