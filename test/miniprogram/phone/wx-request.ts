/** Options of `wx.request`, as far as they are known here. */
interface RequestOptions {
  url: string;
  method?: string;
  header?: Record<string, string>;
  data?: unknown;
  dataType?: string;
  responseType?: string;
  timeout?: number;
  success?: (answer: { statusCode: number; header: Record<string, string>; data: unknown }) => void;
  fail?: (failure: { errMsg: string }) => void;
  complete?: () => void;
}

const methods = new Set(['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']);
const mostAtOnce = 10;

/** `wx.request` as strict as WeChat documents it. */
export function request(options: RequestOptions): { abort: () => void } {
  const control = new AbortController();
  const fail = (why: string): void => {
    options.fail?.({ errMsg: `request:fail ${why}` });
    options.complete?.();
  };
  const refusal = refuse(options);
  if (refusal !== null) {
    void Promise.resolve().then(() => fail(refusal));
    return { abort: () => {} };
  }
  window.phone.requests += 1;
  let why = 'abort';
  const timer = setTimeout(() => {
    why = 'timeout';
    control.abort();
  }, options.timeout ?? 60_000);
  void send(options, control.signal)
    .then(
      (answer) => {
        options.success?.(answer);
        options.complete?.();
      },
      () => fail(control.signal.aborted ? why : 'net::ERR_FAILED'),
    )
    .finally(() => {
      clearTimeout(timer);
      window.phone.requests -= 1;
    });
  return { abort: () => control.abort() };
}

/** Why a request is refused at once; null: it is not. */
export function refuse({
  url,
  method = 'GET',
  data,
  header = {},
}: Pick<RequestOptions, 'url' | 'method' | 'data' | 'header'>): string | null {
  if (!methods.has(method)) return `invalid method ${method}`;
  if (!/^https?:\/\//.test(url)) return 'invalid url';
  if (!window.phone.domains.some((domain) => url.startsWith(`${domain}/`))) return 'url not in domain list';
  if (Object.keys(header).some((name) => name.toLowerCase() === 'referer')) return 'referer cannot be set';
  if (ArrayBuffer.isView(data)) return 'data must be a string, an object or an ArrayBuffer';
  if (window.phone.requests >= mostAtOnce) return 'exceed max task count';
  return null;
}

async function send(options: RequestOptions, signal: AbortSignal) {
  const { url, method = 'GET', header = {}, data, dataType = 'json' } = options;
  const answer = await fetch(url, {
    ...{ method, headers: header, signal, credentials: 'omit', cache: 'no-store' },
    ...(data !== undefined && { body: bodyOf(data) }),
  });
  const text = await answer.text();
  // Header names come as the server wrote them.
  const shown = [...answer.headers].map(([name, value]) => [
    name.replaceAll(/(^|-)([a-z])/g, (letters) => letters.toUpperCase()),
    value,
  ]);
  return {
    statusCode: answer.status,
    // As: pairs of texts.
    header: Object.fromEntries(shown) as Record<string, string>,
    data: dataType === 'json' ? parsed(text) : text,
  };
}

function bodyOf(data: unknown): string | ArrayBuffer {
  return typeof data === 'string' || data instanceof ArrayBuffer ? data : JSON.stringify(data);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // WeChat gives the text as it came.
    return text;
  }
}
