import type { AnswerOf, Call, Language, RouteName } from '@weireel/contract';
import { calls } from '@weireel/contract/plain';
import { readApiError } from './api-error.ts';
import type { CallArguments, CommonCallOptions } from './call-types.ts';
import { TransportError, type Transport, type TransportRequest } from './transport.ts';

/** What `createApi` needs. */
export interface ApiOptions {
  /** Where the API lives, without a slash at the end: `/api/v1` or `https://host/api/v1`. */
  baseUrl: string;
  /** Sends requests. */
  transport: Transport;
  /** The bearer token at the time of a call; null: none. Absent: the platform's cookie speaks. */
  token?: () => string | null;
  /** The reader's language at the time of a call. Absent: zh-CN. */
  language?: () => Language;
  /** Makes keys for calls that create something. Absent: no key unless the call is given one. */
  newIdempotencyKey?: () => string;
}

/** Typed calls of the API. */
export interface Api {
  /**
   * Makes one call, without retries. Rejects with `ApiError` when the server refuses, with `TransportError`
   * when there is no answer.
   */
  call<N extends RouteName>(name: N, ...args: CallArguments<N>): Promise<AnswerOf<N>>;
  /** The reader's language now. */
  language(): Language;
}

// The shape that every route's options share, for code that does not know which route it is.
interface AnyCallOptions extends CommonCallOptions {
  params?: Record<string, string | number>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  bytes?: Uint8Array;
}

/** Typed calls over a transport. */
export function createApi(options: ApiOptions): Api {
  const language = options.language ?? (() => 'zh-CN');

  return {
    language,
    async call<N extends RouteName>(name: N, ...args: CallArguments<N>): Promise<AnswerOf<N>> {
      const route: Call = calls[name];
      // Every route's options fit the loose shape; the compiler cannot see that while N is open.
      const call = (args[0] ?? {}) as AnyCallOptions;
      const answer = await options.transport(buildRequest(route, call));
      if (answer.status < 200 || answer.status > 299) throw readApiError(answer, language());
      // The server answers by the same schema from which AnswerOf is derived.
      return readBody(route, answer.body) as AnswerOf<N>;
    },
  };

  function buildRequest(route: Call, call: AnyCallOptions): TransportRequest {
    const headers: Record<string, string> = {
      accept: 'application/json, application/problem+json',
      'accept-language': language(),
      ...call.headers,
    };
    const token = options.token?.() ?? null;
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    const key = call.idempotencyKey ?? (route.status === 201 ? options.newIdempotencyKey?.() : undefined);
    if (key !== undefined) headers['idempotency-key'] = key;

    const request: TransportRequest = {
      method: route.method,
      url: options.baseUrl + buildPath(route.path, call.params ?? {}) + buildQuery(call.query ?? {}),
      headers,
    };
    if (call.bytes !== undefined) {
      headers['content-type'] = 'application/octet-stream';
      request.body = call.bytes;
    } else if (call.body !== undefined) {
      headers['content-type'] = 'application/json';
      request.body = JSON.stringify(call.body);
    }
    if (call.signal !== undefined) request.signal = call.signal;
    if (call.onSentBytes !== undefined) request.onSentBytes = call.onSentBytes;
    return request;
  }
}

function buildPath(pattern: string, params: Record<string, string | number>): string {
  return pattern.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const value = params[name];
    if (value === undefined) throw new TypeError(`path parameter ${name} is missing`);
    return encodeURIComponent(String(value));
  });
}

function buildQuery(query: Record<string, string | number | undefined>): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  }
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function readBody(route: Call, body: string): unknown {
  if (route.status === 204) return undefined;
  try {
    return JSON.parse(body);
  } catch (cause) {
    // A captive portal answers 200 with its own page: the server was never reached.
    throw new TransportError('The answer did not come from the server', { cause });
  }
}
