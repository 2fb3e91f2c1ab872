import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

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
  /** Paths and queries of all requests, without the secret. */
  asked: string[];
  /** Ends it, and the connections that it holds. */
  close(): Promise<void>;
}

/** Starts the stand-in on the loopback address. Codes of errors: WeChat's documentation of auth.code2Session. */
export async function startFakeWechat(): Promise<FakeWechat> {
  const appId = 'wx0123456789abcdef';
  const secret = 'a-secret-of-thirty-two-characters';
  const sessionKey = 'tiihtNczf5v6AKRyjwEUhQ==';
  const people = new Map<string, WechatPerson>();
  const used = new Set<string>();
  const asked: string[] = [];
  let next: Parameters<FakeWechat['failNext']>[0] | null = null;

  // WeChat calls its JSON plain text, and answers errors with 200.
  const answer = (response: ServerResponse, body: object) =>
    response.setHeader('content-type', 'text/plain').end(JSON.stringify(body));

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://fake');
    asked.push(`${request.method} ${pathname} ${[...searchParams.keys()].toSorted().join(' ')}`);
    const failure = next;
    next = null;
    if (failure === 'silence') return;
    if (failure === 'bad gateway') return void response.writeHead(502).end('<html>502</html>');
    if (failure === 'no json') return void response.end('<html>Please sign in to this network</html>');
    if (failure !== null) return answer(response, { ...failure, errmsg: 'as the test wants it' });
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
    ...{ url: `http://127.0.0.1:${port}`, appId, secret, sessionKey, asked },
    issue(person) {
      issued += 1;
      const code = `0a3code${issued}of-wx-login`;
      people.set(code, person);
      return code;
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
