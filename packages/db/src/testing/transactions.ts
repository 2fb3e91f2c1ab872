import { AsyncLocalStorage } from 'node:async_hooks';
import { TransactionBuilder } from 'kysely';

const inside = new AsyncLocalStorage<true>();
// The type of `execute` has a parameter of its own for each call; nothing here looks into it.
const execute: (this: unknown, work: (trx: unknown) => Promise<unknown>) => Promise<unknown> =
  TransactionBuilder.prototype.execute;

/**
 * Test support: from now on every transaction of this process is watched.
 *
 * @returns whether the caller runs within one, through however many calls
 */
export function watchTransactions(): () => boolean {
  Object.assign(TransactionBuilder.prototype, {
    execute(this: unknown, work: (trx: unknown) => Promise<unknown>): Promise<unknown> {
      return execute.call(this, (trx) => inside.run(true, () => work(trx)));
    },
  });
  return () => inside.getStore() === true;
}
