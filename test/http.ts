import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** A request as it is to go out: nothing is added to it and its path is not tidied up. */
export interface RawRequest {
  /** Absent: GET. */
  method?: string;
  /** Header names in lower case. */
  headers?: Record<string, string>;
  /** Text or bytes as they are; anything else is sent as JSON. */
  body?: unknown;
  /** Bearer token. */
  token?: string;
}

/** What came back. */
export interface RawAnswer {
  /** HTTP status. */
  status: number;
  /** Headers by their names in lower case. */
  headers: IncomingHttpHeaders;
  /** The whole body. */
  bytes: Buffer;
  /** The body as text. */
  text: string;
}

/** A problem document, as far as tests look at it. */
export interface ProblemBody {
  /** A code of the catalogue. */
  code?: string;
  /** A sentence. */
  title?: string;
  /** HTTP status. */
  status?: number;
  /** What is wrong with single fields. */
  errors?: { path: string; code: string; message: string }[];
  /** Further members. */
  [member: string]: unknown;
}

// As browsers do: on a connection that ends with the answer, a refusal could overtake the body and break it.
const agent = new Agent({ keepAlive: true });

/** Sends one request to `base` (`http://127.0.0.1:port`) without cleaning its path, and reads the answer whole. */
export function send(base: string, path: string, request: RawRequest = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  const { body, token } = request;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const bytes = body === undefined ? null : Buffer.from(isRaw ? body : JSON.stringify(body));
  const headers: Record<string, string | number> = {
    ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
    ...(bytes !== null && { 'content-length': bytes.length }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...request.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { hostname, port, path, method: request.method ?? 'GET', headers, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const whole = Buffer.concat(chunks);
          const answer = { status: response.statusCode ?? 0, headers: response.headers };
          resolve({ ...answer, bytes: whole, text: whole.toString() });
        });
      },
    );
    sent.on('error', reject);
    sent.end(bytes ?? undefined);
  });
}

/** The problem document of an answer. */
export function problemOf(answer: RawAnswer): ProblemBody {
  const type = answer.headers['content-type'] ?? '';
  if (!type.startsWith('application/problem+json')) {
    throw new Error(`${answer.status} came without a problem document: ${answer.text.slice(0, 500)}`);
  }
  return JSON.parse(answer.text) as ProblemBody; // checked by what tests expect of its members
}
