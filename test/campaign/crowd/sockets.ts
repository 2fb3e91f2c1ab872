import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Attackers } from './attack.ts';
import type { Newcomer } from './newcomers.ts';

/** A connection on which a request was begun. */
export interface BegunRequest {
  /** Sends more of it. */
  write(text: string | Uint8Array): void;
  /** Breaks it off. */
  reset(): void;
  /** Resolves with the status of the answer, or with `ended` when the connection ended without one. */
  end: Promise<number | 'ended'>;
}

/** Begins a request by hand: method and path, headers besides those of its sender, and nothing of its body. */
export function beginRequest(person: Newcomer, line: string, headers: readonly string[]): BegunRequest {
  const { hostname, port } = new URL(person.url);
  const socket: Socket = connect(Number(port), hostname);
  let heard = '';
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
  // How it ended is told by `end`.
  socket.on('error', () => {});
  const end = new Promise<number | 'ended'>((resolve) => {
    socket.on('close', () => {
      const status = /^HTTP\/1\.1 (\d{3}) /.exec(heard)?.[1];
      resolve(status === undefined ? 'ended' : Number(status));
    });
  });
  const lines = [
    `${line} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    `authorization: Bearer ${person.token}`,
    `x-forwarded-for: ${person.from}`,
    ...headers,
  ];
  socket.write(`${lines.join('\r\n')}\r\n`);
  return { write: (text) => void socket.write(text), reset: () => socket.resetAndDestroy(), end };
}

/** Keeps so many connections open that say a little every few seconds; those that are ended are begun anew. */
export async function keepDripping(
  { signal, note }: Attackers,
  how: { connections: number; everyMs: number; drop: string },
  begin: (n: number) => BegunRequest,
): Promise<void> {
  await Promise.all(
    Array.from({ length: how.connections }, async (_, n) => {
      while (!signal.aborted) {
        const one = begin(n);
        let hasEnded = false;
        const end = one.end.finally(() => (hasEnded = true));
        while (!hasEnded && !signal.aborted) {
          one.write(how.drop);
          await Promise.race([end, pause(how.everyMs, undefined, { signal }).catch(() => {})]);
        }
        one.reset();
        note(signal.aborted ? 'still open' : await end);
      }
    }),
  );
}
