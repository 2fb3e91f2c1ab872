import { TransportError, type OpenStream } from '@weireel/client';
import { serverUrl } from '../server-url.ts';
import { tokenNow } from './session.ts';
import { createUtf8Pieces } from './utf8-pieces.ts';

/** WeChat gives a request a minute; whoever follows a stream comes back by themselves when it has ended. */
const longestMs = 30 * 60_000;

/** A way to an event stream of the API, by a `wx.request` that is told of what comes while it comes. */
export function streamAt(path: string): OpenStream {
  return (headers, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new TransportError('The request was cancelled'));
        return;
      }
      const texts = createTexts();
      const read = createUtf8Pieces();
      const token = tokenNow();
      const begin = (status: number) => resolve({ status, read: texts.next });
      const abort = () => task.abort();
      const task = wx.request({
        url: `${serverUrl}/api/v1${path}`,
        header: { ...headers, ...(token !== null && { authorization: `Bearer ${token}` }) },
        ...{ enableChunked: true, timeout: longestMs, dataType: '其他', responseType: 'text' },
        success({ statusCode }) {
          signal.removeEventListener('abort', abort);
          begin(statusCode);
          texts.end(null);
        },
        fail({ errMsg }) {
          signal.removeEventListener('abort', abort);
          const error = new TransportError(errMsg);
          reject(error);
          texts.end(error);
        },
      });
      signal.addEventListener('abort', abort, { once: true });
      // The developer tools give none here.
      task.onHeadersReceived(({ statusCode }: { statusCode?: number }) => {
        if (statusCode !== undefined) begin(statusCode);
      });
      task.onChunkReceived(({ data }) => {
        begin(200);
        texts.add(read(data));
      });
    });
}

/** Texts in their order, for one reader, who may be there before them. */
function createTexts() {
  const here: string[] = [];
  let ended: { error: Error | null } | null = null;
  let wake: () => void = () => {};
  return {
    add(text: string): void {
      here.push(text);
      wake();
    },
    /** No more come; an error: they broke off. */
    end(error: Error | null): void {
      ended ??= { error };
      wake();
    },
    async next(): Promise<string | null> {
      while (here.length === 0 && ended === null) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      const text = here.shift();
      if (text === undefined && ended?.error != null) throw ended.error;
      return text ?? null;
    },
  };
}
