import { Agent, request as sendRequest } from 'node:http';
import type { Transport } from '@weireel/client';

const agent = new Agent({ keepAlive: true });

/** Sends requests to a server on this machine. */
export const loopbackTransport: Transport = ({ method, url, headers, body }) =>
  new Promise((resolve, reject) => {
    const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body);
    const allHeaders = body === undefined ? headers : { ...headers, 'content-length': bytes.length };
    const request = sendRequest(url, { method, headers: allHeaders, agent });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
          header: (name) => headerText(response.headers[name.toLowerCase()]),
        });
      });
    });
    request.end(bytes);
  });

function headerText(value: string | string[] | undefined): string | null {
  return value === undefined ? null : String(value);
}
