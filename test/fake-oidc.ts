import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Somebody who has an account at the provider. */
export interface OidcSubject {
  /** Their id there. */
  sub: string;
  /** What they are called there. Absent: it is not said. */
  name?: string;
  /** Their address there, which must mean nothing to us. Absent: it is not said. */
  email?: string;
}

/** What goes wrong with the next token, for attacks. */
export interface TokenFault {
  /** Claims over those that are right; null leaves one out. */
  claims?: Record<string, unknown>;
  /** Algorithm in the header. Absent: the one of the key. */
  alg?: 'none' | 'HS256';
  /** Whether it is signed by a key that nobody publishes. */
  isForged?: boolean;
}

/** A stand-in for an identity provider, as strict as OpenID Connect Core 1.0 and RFC 7636 let one be. */
export interface FakeOidc {
  /** Its issuer. */
  issuer: string;
  /** The client that it knows. */
  clientId: string;
  /** That client's secret. */
  clientSecret: string;
  /** The one address that it sends people back to. */
  redirectUri: string;
  /**
   * What a browser of this person's does at an authorization address: gives where it is sent back to.
   *
   * @throws Error where the provider shows an error page of its own: it does not know who asks
   */
  authorize(url: string, subject: OidcSubject): URL;
  /** Who is signed in there from now on: a browser that comes is offered to go on as them. */
  welcome(subject: OidcSubject): void;
  /** What is wrong with the next token. */
  spoilNext(fault: TokenFault): void;
  /** What happens to the next request instead of an answer. */
  failNext(failure: 'bad gateway' | 'no json'): void;
  /** Publishes another key of this kind, and signs with it from now on. */
  rotateKey(kind: 'RS256' | 'ES256'): void;
  /** Paths of all requests. */
  asked: string[];
  /** Ends it, and the connections that it holds. */
  close(): Promise<void>;
}

interface SigningKey {
  kid: string;
  alg: 'RS256' | 'ES256';
  privateKey: KeyObject;
  jwk: object;
}

/** What is remembered of a code. */
interface Grant {
  subject: OidcSubject;
  nonce: string;
  challenge: string;
  isUsed: boolean;
}

/** Starts the stand-in on the loopback address. */
export async function startFakeOidc(redirectUri: string): Promise<FakeOidc> {
  const [clientId, clientSecret] = ['weireel-test', 'a-client-secret:with/odd+signs'];
  const grants = new Map<string, Grant>();
  const asked: string[] = [];
  let present: OidcSubject | null = null;
  let key = makeKey('RS256');
  let fault: TokenFault = {};
  let failure: Parameters<FakeOidc['failNext']>[0] | null = null;
  let issuer = '';

  const send = (response: ServerResponse, body: object, status = 200): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  const discovery = () => ({
    ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
    ...{ jwks_uri: `${issuer}/keys`, response_types_supported: ['code'] },
    ...{ subject_types_supported: ['public'], code_challenge_methods_supported: ['S256'] },
    id_token_signing_alg_values_supported: ['RS256', 'ES256'],
    authorization_response_iss_parameter_supported: true,
  });

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fields = new URLSearchParams(await text(request));
    if (!isClient(request.headers.authorization)) return send(response, { error: 'invalid_client' }, 401);
    const grant = grants.get(fields.get('code') ?? '');
    const isFine =
      fields.get('grant_type') === 'authorization_code' &&
      fields.get('redirect_uri') === redirectUri &&
      grant?.isUsed === false &&
      sha256(fields.get('code_verifier') ?? '') === grant.challenge;
    if (!isFine) return send(response, { error: 'invalid_grant' }, 400);
    grant.isUsed = true;
    const { claims = {}, ...rest } = fault;
    fault = {};
    const now = Math.floor(Date.now() / 1000);
    const right = { iss: issuer, aud: clientId, iat: now, exp: now + 300, nonce: grant.nonce };
    const all = Object.entries({ ...right, ...grant.subject, ...claims }).filter(
      ([, value]) => value !== null,
    );
    send(response, {
      ...{ access_token: randomBytes(16).toString('hex'), token_type: 'Bearer', expires_in: 300 },
      id_token: signToken(Object.fromEntries(all), key, rest),
    });
  };

  /** RFC 6749, 2.3.1: both are form-encoded before they are joined. */
  const isClient = (authorization: string | undefined): boolean => {
    const basic = Buffer.from(authorization?.replace(/^Basic /, '') ?? '', 'base64').toString();
    const [id, secret, ...more] = basic.split(':').map((part) => new URLSearchParams(`a=${part}`).get('a'));
    return id === clientId && secret === clientSecret && more.length === 0;
  };

  const authorize = (url: string, subject: OidcSubject): URL => {
    const { origin, pathname, searchParams: query } = new URL(url);
    if (`${origin}${pathname}` !== `${issuer}/authorize`) throw new Error('this is another address');
    if (query.get('client_id') !== clientId) throw new Error('the client is not known');
    if (query.get('redirect_uri') !== redirectUri) throw new Error('people are not sent back there');
    const isFine =
      query.get('response_type') === 'code' &&
      (query.get('scope') ?? '').split(' ').includes('openid') &&
      query.get('code_challenge_method') === 'S256' &&
      /^[\w-]{43}$/.test(query.get('code_challenge') ?? '');
    const back = new URL(redirectUri);
    back.searchParams.set('state', query.get('state') ?? '');
    back.searchParams.set('iss', issuer);
    if (!isFine) {
      back.searchParams.set('error', 'invalid_request');
      return back;
    }
    const code = randomBytes(16).toString('base64url');
    const [nonce, challenge] = [query.get('nonce') ?? '', query.get('code_challenge') ?? ''];
    grants.set(code, { subject, nonce, challenge, isUsed: false });
    back.searchParams.set('code', code);
    return back;
  };

  /** Its sign-in page, as a browser is shown it. */
  const page = (request: IncomingMessage, response: ServerResponse): void => {
    if (present === null) return void response.writeHead(403).end();
    const back = authorize(issuer + (request.url ?? ''), present).href.replaceAll('&', '&amp;');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(
      `<!doctype html><title>The provider</title><a href="${back}">Go on as ${present.name ?? present.sub}</a>`,
    );
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://fake');
    asked.push(`${request.method} ${pathname}`);
    const next = failure;
    failure = null;
    if (next === 'bad gateway') return void response.writeHead(502).end('<html>502</html>');
    if (next === 'no json') return void response.end('<html>Please sign in to this network</html>');
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /.well-known/openid-configuration') return send(response, discovery());
    if (route === 'GET /authorize') return page(request, response);
    if (route === 'GET /keys') return send(response, { keys: [key.jwk] });
    if (route === 'POST /token') return void token(request, response);
    response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  issuer = `http://127.0.0.1:${port}`;

  return {
    ...{ issuer, clientId, clientSecret, redirectUri, asked, authorize },
    welcome(subject) {
      present = subject;
    },
    spoilNext(wanted) {
      fault = wanted;
    },
    failNext(wanted) {
      failure = wanted;
    },
    rotateKey(kind) {
      key = makeKey(kind);
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function makeKey(alg: 'RS256' | 'ES256'): SigningKey {
  const { publicKey, privateKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomBytes(6).toString('hex');
  return { kid, alg, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } };
}

function signToken(claims: object, key: SigningKey, { alg, isForged }: Omit<TokenFault, 'claims'>): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: alg ?? key.alg, kid: key.kid, typ: 'JWT' })}.${part(claims)}`;
  if (alg === 'none') return `${head}.`;
  const { privateKey } = isForged === true ? makeKey(key.alg) : key;
  // JWS has the two numbers of ECDSA side by side (RFC 7518, 3.4).
  const signature = createSign('sha256').update(head).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${head}.${signature.toString('base64url')}`;
}

function sha256(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}
