import { TransportError, type Transport, type TransportAnswer, type TransportRequest } from '@weireel/client';
import { noteReached, noteUnreachable } from './connection.ts';
import { createTurnstile } from './turnstile.ts';

// WeChat runs ten requests at once at most, downloads and uploads of its own among them. Beside these there are the
// stream of danmaku, and two that ask whether the server is there.
/** Runs what asks the server once fewer than seven such pieces of work are under way. */
export const sendAmongFew = createTurnstile(7);

/** Sends requests by `wx.request`. */
export const wxTransport: Transport = (request) => sendAmongFew(() => send(request));

function send({ method, url, headers, body, signal }: TransportRequest): Promise<TransportAnswer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new TransportError('The request was cancelled'));
      return;
    }
    const task = wx.request({
      ...{ method, url, header: headers },
      ...(body !== undefined && { data: typeof body === 'string' ? body : bufferOf(body) }),
      // The answer as text: what is no JSON is told apart by our own code.
      dataType: '其他',
      responseType: 'text',
      success({ statusCode, header, data }) {
        signal?.removeEventListener('abort', abort);
        noteReached();
        resolve(answerOf(statusCode, header, data));
      },
      fail({ errMsg }) {
        signal?.removeEventListener('abort', abort);
        if (signal?.aborted !== true) noteUnreachable();
        reject(new TransportError(errMsg));
      },
    });
    function abort(): void {
      task.abort();
    }
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/** `wx.request` takes whole buffers only. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  const isWhole = byteOffset === 0 && byteLength === buffer.byteLength;
  // As: nothing in a mini program lies in shared memory, which alone the type would also allow.
  return (isWhole ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
}

function answerOf(status: number, header: WechatMiniprogram.IAnyObject, data: unknown): TransportAnswer {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(header)) headers.set(name.toLowerCase(), String(value));
  return {
    status,
    header: (name) => headers.get(name.toLowerCase()) ?? null,
    body: typeof data === 'string' ? data : '',
  };
}
