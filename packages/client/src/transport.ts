import type { CancelSignal } from '@weireel/contract';

/** One HTTP request that a platform is asked to send. */
export interface TransportRequest {
  /** HTTP method; PATCH does not exist because the mini program cannot send it. */
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Base URL of the API plus path and query. */
  url: string;
  /** Header names in lower case. */
  headers: Record<string, string>;
  /** JSON text or raw bytes. Absent: no body. */
  body?: string | Uint8Array;
  /** Cancels the request. Absent: it cannot be cancelled. */
  signal?: CancelSignal;
  /** Told how many bytes of the body have gone out so far (a running total). A platform may never call it. */
  onSentBytes?: (sentBytes: number) => void;
}

/** What came back, whatever the status. */
export interface TransportAnswer {
  /** HTTP status. */
  status: number;
  /** Value of a header by its name, in any case; null when absent. */
  header(name: string): string | null;
  /** Body as text; empty when there is none. */
  body: string;
}

/**
 * A platform's way to send a request: fetch or XHR in a browser, node:http, wx.request. Resolves for every
 * status; rejects with `TransportError` when no complete answer arrived or the request was cancelled.
 */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

/** No answer from the server: no network, a broken connection, a cancelled request, a stranger's page. */
export class TransportError extends Error {
  override readonly name = 'TransportError';

  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
  }
}
