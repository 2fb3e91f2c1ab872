import { once } from 'node:events';
import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands before a server, as a proxy does, and can be changed while browsers are there. */
export interface Front {
  /** Where it is. */
  url: string;
  /** Whether nobody is reached: connections break off. */
  isAway: boolean;
  /** Answers in the server's place; null: this one passes on. Absent: all pass on. */
  answer?: (path: string) => Promise<{ status: number; type: string; body: string } | null>;
  /** Ends it. */
  close(): Promise<void>;
}

/** Starts a front that changes nothing yet. */
export async function startFront(serverUrl: string): Promise<Front> {
  const server = createServer((request, response) => {
    if (front.isAway) return void request.socket.destroy();
    void (async () => {
      const own = (await front.answer?.(request.url ?? '/')) ?? null;
      if (own !== null) return response.writeHead(own.status, { 'content-type': own.type }).end(own.body);
      const options = { method: request.method, headers: request.headers };
      const passed = sendRequest(serverUrl + String(request.url), options, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      passed.on('error', () => response.destroy());
      response.on('close', () => passed.destroy());
      return request.pipe(passed);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // As: a server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  const front: Front = {
    url: `http://127.0.0.1:${port}`,
    isAway: false,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return front;
}
