import { createHash } from 'node:crypto';
import { WeireelError } from '@weireel/contract';
import { hasAnswer, inTransaction, storeAnswer, takeIdempotencyKey, type Database } from '@weireel/db';
import type { FastifyRequest } from 'fastify';
import type { ServerContext } from './context.ts';
import { refuseField } from './problem.ts';

/**
 * Runs a creating call in a transaction, at most once per `Idempotency-Key`: the same key and body, as the same author, give the
 * stored answer, in the same commit as what it created.
 *
 * @throws WeireelError `idempotency_key_reused` for the same key with another body
 */
export async function answerOnce<T extends object>(
  context: ServerContext,
  request: FastifyRequest,
  options: { userId: string; status: number },
  work: (trx: Database) => Promise<T>,
): Promise<T> {
  const key = readKey(request);
  return inTransaction(context.db, async (trx) => {
    if (key === null) return work(trx);
    const scope = scopeOf(request, options.userId);
    // As: the schema of each query is an object’s, where there is one.
    const { as } = request.query as { as?: string };
    const asked = [request.params, request.body ?? null, ...(as === undefined ? [] : [as])];
    const bodyHash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
    const stored = await takeIdempotencyKey(trx, { scope, key, bodyHash });
    if (stored) {
      if (stored.bodyHash !== bodyHash) throw new WeireelError('idempotency_key_reused');
      // Stored by this very call with a body of this type.
      return stored.answer as T;
    }
    const answer = await work(trx);
    await storeAnswer(trx, { scope, key, status: options.status, answer });
    return answer;
  });
}

/** Whether a creating call was answered before, so that `once` will only repeat that. */
export async function isAnswered(
  context: ServerContext,
  request: FastifyRequest,
  userId: string,
): Promise<boolean> {
  const key = readKey(request);
  return key !== null && hasAnswer(context.db, { scope: scopeOf(request, userId), key });
}

function scopeOf(request: FastifyRequest, userId: string): string {
  return `${userId} ${request.routeOptions.url ?? ''}`;
}

function readKey(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return null;
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(header)) {
    throw refuseField('Idempotency-Key', 'bad_format');
  }
  return header;
}
