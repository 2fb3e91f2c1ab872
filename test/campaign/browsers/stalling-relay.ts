import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server on this machine that can come to a halt, as networks do. */
export interface StallingRelay {
  /** Where the browser asks instead. */
  url: string;
  /** Bytes that have gone to the server. */
  sentBytes(): number;
  /** From so many more bytes on nothing goes to the server any more. */
  stallAfter(bytes: number): void;
  /** Whether it has come to that. */
  isStalled(): boolean;
  /** Lets everything through again. */
  release(): void;
  /** Ends it with all its connections. */
  close(): Promise<void>;
}

/** Starts one. */
export async function startStallingRelay(serverUrl: string): Promise<StallingRelay> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const halted = new Set<Socket>();
  let sent = 0;
  let limit = Infinity;
  const server = createServer((browser) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [browser, upstream]) {
      sockets.add(socket);
      // The other side hears of it by its end.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        halted.delete(socket);
        browser.destroy();
        upstream.destroy();
      });
    }
    browser.on('data', (bytes: Buffer) => {
      sent += bytes.length;
      upstream.write(bytes);
      if (sent < limit) return;
      browser.pause();
      halted.add(browser);
    });
    upstream.pipe(browser);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server that listens has an address with a port.
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    sentBytes: () => sent,
    stallAfter(bytes) {
      limit = sent + bytes;
    },
    isStalled: () => sent >= limit,
    release() {
      limit = Infinity;
      for (const socket of halted) socket.resume();
      halted.clear();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
