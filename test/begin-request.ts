import { connect, type Socket } from 'node:net';

/** A connection on which a request was begun. */
export interface BegunRequest {
  /** The connection, to send more on or to break off. */
  socket: Socket;
  /** What the server has answered so far. */
  heard(): string;
  /** Whether the connection is over, however that came. */
  hasEnded(): boolean;
  /** Resolves when it is over, with the status of the answer, or with `ended` when there was none. */
  end: Promise<number | 'ended'>;
}

/**
 * Begins a request by hand: `line` such as `GET /healthz`, then `Host` and these headers. The empty line behind them is
 * the caller's to send.
 */
export function beginRequest(url: string, line: string, headers: readonly string[]): BegunRequest {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  let hasEnded = false;
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
  // A connection that is broken off has ended as well.
  socket.on('error', () => {});
  const end = new Promise<number | 'ended'>((resolve) => {
    socket.on('close', () => {
      hasEnded = true;
      const status = /^HTTP\/1\.1 (\d{3}) /.exec(heard)?.[1];
      resolve(status === undefined ? 'ended' : Number(status));
    });
  });
  socket.write(`${[`${line} HTTP/1.1`, `host: ${hostname}:${port}`, ...headers].join('\r\n')}\r\n`);
  return { socket, heard: () => heard, hasEnded: () => hasEnded, end };
}

/** Begins a part of an upload as somebody, with a header that says how long its body is, of which it sends nothing. */
export function beginPart(
  { url, token }: { url: string; token: string },
  { uploadId, n, length, headers = [] }: { uploadId: string; n: number; length: string; headers?: string[] },
): BegunRequest {
  const begun = beginRequest(url, `PUT /api/v1/uploads/${uploadId}/parts/${n}`, [
    ...[`authorization: Bearer ${token}`, 'content-type: application/octet-stream'],
    ...[length, ...headers],
  ]);
  begun.socket.write('\r\n');
  return begun;
}
