import { sql } from 'kysely';
import type { Database } from './connect.ts';

/** An answer given before under the same key. */
export interface StoredAnswer {
  /** Hash of the body that it answered. */
  bodyHash: string;
  /** HTTP status. */
  status: number;
  /** JSON body. */
  answer: object;
}

/**
 * Takes a key for the running transaction. Null: it is ours, and `storeAnswer` must follow in the same
 * transaction; otherwise the answer of the one who had it. Waits for a concurrent holder to end.
 */
export async function takeIdempotencyKey(
  trx: Database,
  options: { scope: string; key: string; bodyHash: string },
): Promise<StoredAnswer | null> {
  const inserted = await trx
    .insertInto('idempotency')
    .values({ scope: options.scope, key: options.key, body_hash: options.bodyHash, status: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (inserted) return null;
  const row = await trx
    .selectFrom('idempotency')
    .selectAll()
    .where('scope', '=', options.scope)
    .where('key', '=', options.key)
    .executeTakeFirstOrThrow();
  // The row is committed only together with its answer.
  return { bodyHash: row.body_hash, status: row.status ?? 500, answer: row.answer ?? {} };
}

/** Whether an answer is kept under a key. */
export async function hasAnswer(db: Database, options: { scope: string; key: string }): Promise<boolean> {
  const row = await db
    .selectFrom('idempotency')
    .select('key')
    .where('scope', '=', options.scope)
    .where('key', '=', options.key)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps the answer under a key taken in the same transaction. */
export async function storeAnswer(
  trx: Database,
  options: { scope: string; key: string; status: number; answer: object },
): Promise<void> {
  await trx
    .updateTable('idempotency')
    .set({ status: options.status, answer: JSON.stringify(options.answer) })
    .where('scope', '=', options.scope)
    .where('key', '=', options.key)
    .execute();
}

/** Forgets keys older than two days. */
export async function deleteOldIdempotencyKeys(db: Database): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('created_at', '<', sql<Date>`now() - interval '2 days'`)
    .execute();
}
