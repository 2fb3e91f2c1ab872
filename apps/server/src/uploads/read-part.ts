import type { Readable } from 'node:stream';
import { WeireelError } from '@weireel/contract';
import type { Holding } from './receiving-budget.ts';

/** The least that a sender must send. */
export interface LeastRate {
  /** So many bytes. */
  bytes: number;
  /** In every so many milliseconds. */
  withinMs: number;
}

/**
 * Reads the body of a part into memory. Leaves the body open when it refuses it: the answer still has to go out.
 *
 * @throws WeireelError `part_size_wrong`, `part_too_slow`, `part_cut_off`, `unavailable` when given up for others
 */
export async function readPart(
  body: Readable,
  expectedBytes: number,
  holding: Holding,
  leastRate: LeastRate,
): Promise<Buffer> {
  // Memory is taken by the system only as it is filled.
  const bytes = Buffer.allocUnsafeSlow(expectedBytes);
  let filled = 0;
  let filledBefore = 0;
  const { promise, resolve, reject } = Promise.withResolvers<void>();

  const take = (piece: Buffer): void => {
    if (filled + piece.length > expectedBytes) return reject(wrongSize(expectedBytes));
    piece.copy(bytes, filled);
    filled += piece.length;
    holding.grow(piece.length);
  };
  const end = (): void => (filled === expectedBytes ? resolve() : reject(wrongSize(expectedBytes)));
  const cutOff = (): void => reject(new WeireelError('part_cut_off'));
  const giveUp = (): void => reject(new WeireelError('unavailable', { retryAfterMs: 1000 }));
  const rateWatch = setInterval(() => {
    if (filled - filledBefore < leastRate.bytes) reject(new WeireelError('part_too_slow'));
    filledBefore = filled;
  }, leastRate.withinMs);

  holding.givenUp.addEventListener('abort', giveUp);
  body.on('data', take).on('end', end).on('error', cutOff).on('close', cutOff);
  try {
    // Broken off while it waited for its turn: nothing more will be told of it.
    if (body.destroyed) cutOff();
    await promise;
    return bytes;
  } finally {
    clearInterval(rateWatch);
    holding.givenUp.removeEventListener('abort', giveUp);
    body.off('data', take).off('end', end).off('close', cutOff);
    // The connection may still break, which nobody needs to hear of.
  }
}

/** A part of another size than it has to be. */
export function wrongSize(expectedBytes: number): WeireelError {
  return new WeireelError('part_size_wrong', { extra: { expectedBytes } });
}
