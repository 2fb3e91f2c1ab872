import { routes, type Route } from '@weireel/contract';
import { WeireelError, errorCatalogue } from '@weireel/contract/plain';
import { Value } from 'typebox/value';
import * as accounts from './fake-accounts.ts';
import type { FakeCall, FakeState } from './fake-state.ts';
import * as uploads from './fake-uploads.ts';
import * as videos from './fake-videos.ts';

/** A request as it reaches the fake server. */
export interface FakeRequest {
  /** HTTP method. */
  method: string;
  /** Path with query, beginning with `/api/v1`. */
  path: string;
  /** Headers, names in lower case. */
  headers: Record<string, string | undefined>;
  /** Text for JSON, bytes for a part, undefined without a body. */
  body: string | Uint8Array | undefined;
}

/** What the fake server answers. */
export interface FakeAnswer {
  /** HTTP status. */
  status: number;
  /** Headers, names in lower case. */
  headers: Record<string, string>;
  /** Body; empty with 204. */
  body: string;
}

/** What `createFakeServer` needs. */
export interface FakeServerOptions {
  /** SHA-256 in lower-case hex. */
  sha256: (bytes: Uint8Array) => string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Size of every part but the last, in bytes. */
  partSizeBytes: number;
}

/** A server in memory for tests: as strict as the contract, as far as uploading and publishing go. */
export interface FakeServer {
  /** Everything it remembers; tests may look and break things. */
  state: FakeState;
  /** Registers a person who signs in with this password, and this code besides if any; gives a token of theirs. */
  register(account: string, password: string, code?: string): string;
  /** Answers one request. */
  handle(request: FakeRequest): FakeAnswer;
}

type Name = keyof typeof verbs;

const verbs = {
  login: accounts.login,
  answerChallenge: accounts.answerChallenge,
  logout: accounts.logout,
  me: accounts.me,
  createUpload: uploads.createUpload,
  myUploads: uploads.myUploads,
  upload: uploads.upload,
  putPart: uploads.putPart,
  completeUpload: uploads.completeUpload,
  cancelUpload: uploads.cancelUpload,
  deleteAsset: uploads.deleteAsset,
  joinTakes: uploads.joinTakes,
  createVideo: videos.createVideo,
  video: videos.video,
} satisfies Partial<Record<keyof typeof routes, (state: FakeState, call: FakeCall) => unknown>>;

/** A fake server that knows nobody yet. */
export function createFakeServer(options: FakeServerOptions): FakeServer {
  let ids = 0;
  const state: FakeState = {
    ...options,
    people: new Map(),
    sessions: new Map(),
    uploads: new Map(),
    files: new Map(),
    videos: new Map(),
    answered: new Map(),
    newId: () => `Fake${String(++ids).padStart(12, '0')}`,
  };

  return {
    state,
    register(account, password, code) {
      const counts = { videos: 0, followers: 0, following: 0 };
      const words = { nickname: account, avatarUrl: null, largeAvatarUrl: null, bio: '', badge: null };
      const user = { id: state.newId(), ...words, roles: [], counts };
      state.people.set(account, { password, code: code ?? null, user });
      const token = `token-${state.newId()}`;
      state.sessions.set(token, account);
      return token;
    },
    handle(request) {
      try {
        return answer(state, request);
      } catch (error) {
        if (error instanceof WeireelError) return refuse(error);
        throw error;
      }
    },
  };
}

function answer(state: FakeState, request: FakeRequest): FakeAnswer {
  const [path = '', search = ''] = request.path.split('?');
  const { name, route, params } = findRoute(request.method, path);
  const language = request.headers['accept-language'];
  if (language !== 'zh-CN' && language !== 'en') throw new TypeError(`no language is called ${language}`);

  const token = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const account = state.sessions.get(token) ?? '';
  if (route.access !== 'public' && account === '') throw new WeireelError('unauthenticated');

  const query = Object.fromEntries(search === '' ? [] : search.split('&').map(readPair));
  const call: FakeCall = {
    account,
    token,
    params: checked(route.params, params),
    query: checked(route.query, query),
    body: readBody(name, route, request),
    bytes: request.body instanceof Uint8Array ? request.body : new Uint8Array(0),
    header: (header) => request.headers[header],
  };
  const key = request.headers['idempotency-key'];
  const place = key === undefined || route.status !== 201 ? null : `${account} ${key}`;
  const told = `${request.method} ${path} ${String(request.body)}`;
  const before = place === null ? undefined : state.answered.get(place);
  if (before !== undefined) {
    if (before.request !== told) throw new WeireelError('idempotency_key_reused');
    return { status: before.status, headers: { 'content-type': 'application/json' }, body: before.body };
  }

  const result: unknown = verbs[name](state, call);
  if (route.answer === undefined) return { status: route.status, headers: {}, body: '' };
  if (!Value.Check(route.answer, result)) {
    throw new TypeError(
      `the fake answers ${name} wrongly: ${JSON.stringify(Value.Errors(route.answer, result))}`,
    );
  }
  const body = JSON.stringify(result);
  if (place !== null) state.answered.set(place, { request: told, status: route.status, body });
  return { status: route.status, headers: { 'content-type': 'application/json' }, body };
}

function refuse(error: WeireelError): FakeAnswer {
  const { status, en } = errorCatalogue[error.code];
  const body = {
    type: 'about:blank',
    title: en,
    status,
    code: error.code,
    errors: error.errors,
    ...error.extra,
  };
  return { status, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify(body) };
}

function findRoute(
  method: string,
  path: string,
): { name: Name; route: Route; params: Record<string, string> } {
  let isKnownPath = false;
  for (const name of Object.keys(verbs)) {
    if (!isName(name)) continue;
    const route: Route = routes[name];
    const pattern = new RegExp(`^/api/v1${route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(path);
    if (match === null) continue;
    isKnownPath = true;
    if (route.method !== method) continue;
    const groups = Object.entries(match.groups ?? {});
    return { name, route, params: Object.fromEntries(groups.map(([k, v]) => [k, decodeURIComponent(v)])) };
  }
  throw new WeireelError(isKnownPath ? 'method_not_allowed' : 'not_found');
}

function isName(value: string): value is Name {
  return Object.hasOwn(verbs, value);
}

function readPair(pair: string): [string, string] {
  const [name = '', value = ''] = pair.split('=').map(decodeURIComponent);
  return [name, value];
}

// Texts of path and query become numbers where the schema wants them; bodies are never coerced.
function checked(schema: Route['params'], texts: Record<string, string>): Record<string, string | number> {
  const values = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, asNumber(name, text)] as const),
  );
  const isFine = schema === undefined ? Object.keys(values).length === 0 : Value.Check(schema, values);
  if (!isFine) throw new WeireelError('invalid_request');
  return values;
}

function asNumber(name: string, text: string): string | number {
  return (name === 'n' || name === 'limit') && /^\d+$/.test(text) ? Number(text) : text;
}

function readBody(name: Name, route: Route, request: FakeRequest): unknown {
  const type = request.headers['content-type'];
  if (name === 'putPart') {
    if (type !== 'application/octet-stream') throw new WeireelError('unsupported_media_type');
    return undefined;
  }
  if (route.body === undefined) {
    if (request.body !== undefined || type !== undefined) throw new WeireelError('invalid_request');
    return undefined;
  }
  if (type !== 'application/json' || typeof request.body !== 'string') {
    throw new WeireelError('unsupported_media_type');
  }
  const body: unknown = JSON.parse(request.body);
  if (Value.Check(route.body, body)) return body;
  const errors = Value.Errors(route.body, body).map((error) => ({
    path: error.instancePath.slice(1).replaceAll('/', '.'),
    code: 'bad_format' as const,
    message: error.message,
  }));
  throw new WeireelError('invalid_request', { errors });
}
