import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line as phones have them. */
export interface LineFacts {
  /** Bits a second towards the browser, shared by all its connections. */
  bitsPerSecond: number;
  /** Time for a packet there and back, in milliseconds. */
  roundTripMs: number;
}

/** A server as it is seen over a line. */
export interface ShapedLine {
  /** Where the browser asks instead. */
  url: string;
  /** Ends it with all its connections. */
  close(): Promise<void>;
}

/** What is sent at once; the smaller, the fairer connections share. */
const sliceBytes = 8 * 1024;
/** How much waits on the line at most before the server is held back. */
const heldMs = 200;

/** Puts a line between a browser and a server on this machine: plain TCP, so that it knows nothing of HTTP. */
export async function shapeLine(serverUrl: string, line: LineFacts): Promise<ShapedLine> {
  const { hostname, port } = new URL(serverUrl);
  const oneWayMs = line.roundTripMs / 2;
  const sockets = new Set<Socket>();
  let freeAtMs = 0;

  const server = createServer((browser) => {
    const upstream = connect(Number(port), hostname);
    const [towardsServer, towardsBrowser] = [createQueue(), createQueue()];
    const openedMs = performance.now();
    for (const socket of [browser, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      // The other side hears of it by its end.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    browser.on('data', (bytes: Buffer) => {
      // Loopback opens connections at once; over a line that takes a journey there and back.
      const arrivesMs = Math.max(performance.now(), openedMs + line.roundTripMs) + oneWayMs;
      towardsServer(arrivesMs, () => upstream.write(bytes));
    });
    upstream.on('data', (bytes: Buffer) => {
      for (let from = 0; from < bytes.length; from += sliceBytes) {
        const slice = bytes.subarray(from, from + sliceBytes);
        freeAtMs = Math.max(performance.now(), freeAtMs) + (slice.length * 8000) / line.bitsPerSecond;
        towardsBrowser(freeAtMs + oneWayMs, () => browser.write(slice));
      }
      // A line does not hold all that a server would like to send.
      if (freeAtMs - performance.now() < heldMs) return;
      upstream.pause();
      setTimeout(() => upstream.resume(), heldMs / 2);
    });
    browser.on('end', () => towardsServer(performance.now() + oneWayMs, () => upstream.end()));
    upstream.on('end', () => towardsBrowser(freeAtMs + oneWayMs, () => browser.end()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server that listens has an address with a port.
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Does things at their times, in the order in which they came: timers of their own could overtake each other. */
function createQueue(): (timeMs: number, work: () => void) => void {
  const queue: { timeMs: number; work: () => void }[] = [];
  const next = (): void => {
    for (let first = queue[0]; first; first = queue[0]) {
      const waitMs = first.timeMs - performance.now();
      if (waitMs > 0.5) return void setTimeout(next, waitMs);
      queue.shift();
      first.work();
    }
  };
  return (timeMs, work) => {
    queue.push({ timeMs, work });
    if (queue.length === 1) next();
  };
}
