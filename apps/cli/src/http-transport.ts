import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { TransportError, type Transport, type TransportAnswer } from '@weireel/client';

// Small enough that a progress bar moves on a slow line.
const sliceBytes = 64 * 1024;

/** Sends requests by node:http, because fetch cannot tell how much of a body has gone out. */
export function createHttpTransport(): Transport {
  const httpAgent = new HttpAgent({ keepAlive: true });
  const httpsAgent = new HttpsAgent({ keepAlive: true });

  return ({ method, url, headers, body, signal, onSentBytes }) =>
    new Promise((resolve, reject) => {
      const fail = (cause: unknown) => {
        release();
        reject(new TransportError(cause instanceof Error ? cause.message : String(cause), { cause }));
      };
      if (signal?.aborted === true) return reject(new TransportError('The request was cancelled'));

      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      const allHeaders = bytes === undefined ? headers : { ...headers, 'content-length': bytes.length };
      const isSecure = url.startsWith('https:');
      const request = (isSecure ? httpsRequest : httpRequest)(url, {
        method,
        headers: allHeaders,
        agent: isSecure ? httpsAgent : httpAgent,
      });
      const cancel = () => request.destroy(new Error('The request was cancelled'));
      const release = () => signal?.removeEventListener('abort', cancel);
      signal?.addEventListener('abort', cancel, { once: true });

      request.on('error', fail);
      request.on('response', (response) => {
        readAnswer(response).then((answer) => {
          release();
          resolve(answer);
        }, fail);
      });
      if (bytes !== undefined) writeSlices(bytes);
      request.end();

      function writeSlices(whole: Uint8Array): void {
        for (let start = 0; start < whole.length; start += sliceBytes) {
          const end = Math.min(whole.length, start + sliceBytes);
          request.write(whole.subarray(start, end), (error) => {
            if (error === null || error === undefined) onSentBytes?.(end);
          });
        }
      }
    });
}

async function readAnswer(response: IncomingMessage): Promise<TransportAnswer> {
  response.setEncoding('utf8');
  let body = '';
  for await (const piece of response) body += String(piece);
  return {
    status: response.statusCode ?? 0,
    body,
    header(name) {
      const value = response.headers[name.toLowerCase()];
      return value === undefined ? null : String(value);
    },
  };
}
