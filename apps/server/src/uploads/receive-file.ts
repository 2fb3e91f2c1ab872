import type { Readable } from 'node:stream';
import { WeireelError, type ErrorCode } from '@weireel/contract';
import { readPart } from './read-part.ts';
import { ReceivingBudget } from './receiving-budget.ts';

/** As with parts of uploads. */
const leastRate = { bytes: 60_000, withinMs: 30_000 };

/** Receives a small file as it comes; nothing of it is read. */
export type FileReceiver = (
  personId: string,
  request: { body: unknown; raw: Readable; headers: { 'content-length'?: string | undefined } },
) => Promise<Buffer>;

/**
 * Receives small files whole: one of a person's at a time, and eight that have fully arrived.
 *
 * @param options.damaged what is said of one that does not say how long it is, or is empty
 */
export function createFileReceiver(options: {
  mostBytes: number;
  damaged: ErrorCode;
  elapsedMs: () => number;
}): FileReceiver {
  const { mostBytes, damaged, elapsedMs } = options;
  const limits = { totalBytes: 8 * mostBytes, personBytes: mostBytes, waitingParts: 2 };
  const budget = new ReceivingBudget(limits, elapsedMs);
  return async (personId, { body, raw, headers }) => {
    const sizeBytes = Number(headers['content-length'] ?? Number.NaN);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes <= 0) throw new WeireelError(damaged);
    if (sizeBytes > mostBytes) throw new WeireelError('file_too_large');
    const holding = await budget.open(personId, sizeBytes);
    try {
      // As: where such a file is taken, the parser hands the stream through; without a body there is none.
      return await readPart((body as Readable | undefined) ?? raw, sizeBytes, holding, leastRate);
    } finally {
      holding.release();
    }
  };
}
