import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { refused, tokenCalls, type SentMessage, type WechatFacts } from './fake-wechat-calls.ts';

/** Who stands behind a code. */
export interface WechatPerson {
  /** Their id in the mini program. */
  openid: string;
  /** Their id across an owner's apps. Absent: the mini program belongs to no open platform. */
  unionid?: string;
}

/** A stand-in for WeChat's server, as strict as the real one where we know it. */
export interface FakeWechat {
  /** Where it listens. */
  url: string;
  /** Id of the mini program that it knows. */
  appId: string;
  /** Secret of that mini program. */
  secret: string;
  /** The session key that it sends along with everybody. */
  sessionKey: string;
  /** Makes a code of `wx.login` for somebody; it can be used once. */
  issue(person: WechatPerson): string;
  /** What happens to the next request instead of an answer. */
  failNext(failure: { errcode: number } | 'silence' | 'bad gateway' | 'no json'): void;
  /**
   * Ends the access token that was given out.
   *
   * @param errcode what calls with it are answered: 42001 it is over, 40001 it is not the newest
   * @param isStillGiven whether who asks for a token is given this one until they force a new one. Default: false
   */
  endToken(errcode: 40001 | 42001, isStillGiven?: boolean): void;
  /** Paths and queries of all requests, without the secret. */
  asked: string[];
  /** Messages that people got, in order. */
  sent: readonly SentMessage[];
  /** Somebody agrees to so many messages of a template. */
  agree(openid: string, templateId: string, messages: number): void;
  /** What was posted with an access token, in order, by the last part of the path. */
  posted: { call: string; body: Record<string, unknown> }[];
  /** Ends it, and the connections that it holds. */
  close(): Promise<void>;
}

const appFile = new URL('../apps/miniprogram/src/app.json', import.meta.url);

/** Starts the stand-in on the loopback address. Codes of errors: WeChat's documentation of each call. */
export async function startFakeWechat(): Promise<FakeWechat> {
  const appId = 'wx0123456789abcdef';
  const secret = 'a-secret-of-thirty-two-characters';
  const sessionKey = 'tiihtNczf5v6AKRyjwEUhQ==';
  const people = new Map<string, WechatPerson>();
  const used = new Set<string>();
  const asked: string[] = [];
  const posted: FakeWechat['posted'] = [];
  // As: our own file.
  const app = JSON.parse(await readFile(appFile, 'utf8')) as { pages: string[] };
  const facts: WechatFacts = { pages: new Set(app.pages), consents: new Map(), sent: [] };
  const tokens = { count: 0, ended: new Map<string, number>(), isStillGiven: false };
  const token = () => `token-${tokens.count}`;
  let next: Parameters<FakeWechat['failNext']>[0] | null = null;

  // WeChat calls its JSON plain text, and answers errors with 200.
  const answer = (response: ServerResponse, body: object): void =>
    void response.setHeader('content-type', 'text/plain').end(JSON.stringify(body));

  const giveToken = (body: Record<string, unknown>): object => {
    if (body['grant_type'] !== 'client_credential') return refused(40002);
    if (body['appid'] !== appId) return refused(40013);
    if (body['secret'] !== secret) return refused(40125);
    const isOver = tokens.ended.has(token()) && !tokens.isStillGiven;
    if (tokens.count === 0 || isOver || body['force_refresh'] === true) tokens.count += 1;
    return { access_token: token(), expires_in: 7200 };
  };

  const refuseToken = (given: string | null): number | null => {
    if (given === null) return 41001;
    const isKnown = tokens.count > 0 && given === token();
    return tokens.ended.get(given) ?? (isKnown ? null : 40001);
  };

  const post = (response: ServerResponse, path: string, given: string | null, json: string): void => {
    const call = tokenCalls[path];
    if (call === undefined && path !== '/cgi-bin/stable_token') return void response.writeHead(404).end();
    let body: Record<string, unknown>;
    try {
      // As: every call looks at what it uses.
      body = JSON.parse(json) as Record<string, unknown>;
    } catch {
      return answer(response, refused(47001));
    }
    if (call === undefined) return answer(response, giveToken(body));
    const refusal = refuseToken(given);
    if (refusal !== null) return answer(response, refused(refusal));
    posted.push({ call: path.split('/').at(-1) ?? '', body });
    const reply = call(body, facts);
    if (!Buffer.isBuffer(reply)) return answer(response, reply);
    response.setHeader('content-type', 'image/jpeg').end(reply);
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://fake');
    asked.push(`${request.method} ${pathname} ${[...searchParams.keys()].toSorted().join(' ')}`);
    const failure = next;
    next = null;
    if (failure === 'silence') return;
    if (failure === 'bad gateway') return void response.writeHead(502).end('<html>502</html>');
    if (failure === 'no json') return void response.end('<html>Please sign in to this network</html>');
    if (failure !== null) return answer(response, { ...failure, errmsg: 'as the test wants it' });
    if (request.method === 'POST') {
      const given = searchParams.get('access_token');
      return void text(request).then((json) => post(response, pathname, given, json));
    }
    if (request.method !== 'GET' || pathname !== '/sns/jscode2session')
      return void response.writeHead(404).end();
    const code = searchParams.get('js_code') ?? '';
    const refusal = refuse(searchParams) ?? (used.has(code) ? 40163 : people.has(code) ? 0 : 40029);
    if (refusal !== 0) return answer(response, { errcode: refusal, errmsg: `refused, rid: ${code}` });
    used.add(code);
    return answer(response, { session_key: sessionKey, ...people.get(code) });
  });

  const refuse = (query: URLSearchParams): number | null => {
    if (query.get('appid') !== appId) return 40013;
    if (query.get('secret') !== secret) return 40125;
    if (query.get('grant_type') !== 'authorization_code') return 40002;
    return query.get('js_code') ? null : 41008;
  };

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  let issued = 0;
  return {
    ...{ url: `http://127.0.0.1:${port}`, appId, secret, sessionKey, asked, posted, sent: facts.sent },
    issue(person) {
      issued += 1;
      const code = `0a3code${issued}of-wx-login`;
      people.set(code, person);
      return code;
    },
    agree(openid, templateId, messages) {
      facts.consents.set(`${openid} ${templateId}`, messages);
    },
    endToken(errcode, isStillGiven = false) {
      tokens.ended.set(token(), errcode);
      tokens.isStillGiven = isStillGiven;
    },
    failNext(failure) {
      next = failure;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
