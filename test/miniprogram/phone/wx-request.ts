/** Options of `wx.request`, as far as they are known here. */
interface RequestOptions {
  url: string;
  method?: string;
  header?: Record<string, string>;
  data?: unknown;
  dataType?: string;
  responseType?: string;
  timeout?: number;
  enableChunked?: boolean;
  success?: (answer: { statusCode: number; header: Record<string, string>; data: unknown }) => void;
  fail?: (failure: { errMsg: string }) => void;
  complete?: () => void;
}

const methods = new Set(['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']);
const mostAtOnce = 10;

/** What hears of an answer before it is whole. */
interface Hearers {
  headers?: (told: { header: object }) => void;
  chunk?: (told: { data: ArrayBuffer }) => void;
}

/** What WeChat gives for a request that is under way. */
interface RequestTask {
  abort: () => void;
  onHeadersReceived: (hearer: NonNullable<Hearers['headers']>) => void;
  onChunkReceived: (hearer: NonNullable<Hearers['chunk']>) => void;
}

/** `wx.request` as strict as WeChat documents it. */
export function request(options: RequestOptions): RequestTask {
  const hearers: Hearers = {};
  const control = new AbortController();
  const fail = (why: string): void => {
    options.fail?.({ errMsg: `request:fail ${why}` });
    options.complete?.();
  };
  const refusal = refuse(options);
  if (refusal !== null) {
    void Promise.resolve().then(() => fail(refusal));
    return taskOf(() => {}, hearers);
  }
  window.phone.requests += 1;
  let why = 'abort';
  const timer = setTimeout(() => {
    why = 'timeout';
    control.abort();
  }, options.timeout ?? 60_000);
  void send(options, control.signal, hearers)
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
  return taskOf(() => control.abort(), hearers);
}

function taskOf(abort: () => void, hearers: Hearers): RequestTask {
  return {
    abort,
    onHeadersReceived: (hearer) => (hearers.headers = hearer),
    onChunkReceived: (hearer) => (hearers.chunk = hearer),
  };
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

async function send(options: RequestOptions, signal: AbortSignal, hearers: Hearers) {
  const { url, method = 'GET', header = {}, data, dataType = 'json' } = options;
  const answer = await fetch(url, {
    ...{ method, headers: header, signal, credentials: 'omit', cache: 'no-store' },
    ...(data !== undefined && { body: bodyOf(data) }),
  });
  // The developer tools tell no status here.
  hearers.headers?.({ header: {} });
  const text = options.enableChunked === true ? await tellChunks(answer, hearers) : await answer.text();
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

/** Tells an answer piece by piece, cut also within characters; what was told so is not given at its end. */
async function tellChunks({ body }: Response, hearers: Hearers): Promise<string> {
  const reader = body?.getReader();
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    const { value } = read;
    for (let at = 0; at < value.length; at += 7) {
      hearers.chunk?.({ data: value.slice(at, at + 7).buffer });
    }
  }
  return '';
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
