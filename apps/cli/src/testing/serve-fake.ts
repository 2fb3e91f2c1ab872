import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { createFakeServer, type FakeRequest, type FakeServer } from '@weireel/client/testing';

/** A fake server behind a port of this machine. */
export interface ServedFake {
  /** Its address. */
  url: string;
  /** What it remembers. */
  fake: FakeServer;
  /** Every request so far, as method and path below `/api/v1`. */
  requests: string[];
  /** Closes the port and all connections. */
  close(): Promise<void>;
}

/** What a served fake does with a request: nothing special, break the connection, or never answer. */
export type Treatment = 'answer' | 'break' | 'hang';

/** Serves a fake server on a free port of the loopback interface. */
export async function serveFake(
  partSizeBytes: number,
  treat: (request: FakeRequest) => Treatment = () => 'answer',
): Promise<ServedFake> {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const fake = createFakeServer({ sha256, now: Date.now, partSizeBytes });
  const requests: string[] = [];

  const server = createServer((incoming, outgoing) => {
    void readRequest(incoming).then((request) => {
      requests.push(`${request.method} ${request.path.replace('/api/v1', '')}`);
      const treatment = treat(request);
      if (treatment === 'hang') return;
      if (treatment === 'break') return void incoming.socket.destroy();
      const { status, headers, body } = fake.handle(request);
      outgoing.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake listens on no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    fake,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) if (piece instanceof Buffer) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const isJson = incoming.headers['content-type'] === 'application/json';
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, value?.toString()]),
  );
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers,
    body: bytes.length === 0 ? undefined : isJson ? bytes.toString() : new Uint8Array(bytes),
  };
}
