import { once } from 'node:events';
import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is taken away from a server, to see what it is worth. */
export interface Change {
  /** Nothing is compressed. */
  hasNoCompression?: boolean;
  /** Links and facts of pages that these texts stand in are left out. Absent: none. */
  withoutLinks?: RegExp;
  /** A page that is not the server's, at `/`. Absent: the server's own. */
  page?: string;
}

/** A server with a change, which passes everything else through. */
export async function changeServer(
  serverUrl: string,
  change: Change,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url === '/' && change.page !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(change.page);
      return;
    }
    const isPage = request.headers['sec-fetch-dest'] === 'document';
    const headers = { ...request.headers };
    if (change.hasNoCompression === true || (isPage && change.withoutLinks))
      delete headers['accept-encoding'];
    const passed = sendRequest(
      serverUrl + String(request.url),
      { method: request.method, headers },
      (answer) => {
        const { withoutLinks } = change;
        if (!isPage || withoutLinks === undefined) {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
          return;
        }
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const lines = Buffer.concat(chunks).toString().split('\n');
          const kept = lines.filter((line) => !(/<(?:link|meta) /.test(line) && withoutLinks.test(line)));
          const { 'content-length': _length, ...others } = answer.headers;
          response.writeHead(answer.statusCode ?? 502, others).end(kept.join('\n'));
        });
      },
    );
    passed.on('error', () => response.destroy());
    // A page that was closed asks for nothing more.
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
