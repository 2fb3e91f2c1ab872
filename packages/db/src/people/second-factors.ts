import { WeireelError } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import { endChallenges } from './challenges.ts';
import { endSessions } from './sessions.ts';
import type { UserRow } from './tables.ts';

/**
 * Keeps a secret that a person is about to put into an authenticator, in place of one that they did not confirm.
 *
 * @throws WeireelError `second_factor_on`: they have one already
 */
export async function beginEnrolment(
  trx: Database,
  { userId, secret }: { userId: string; secret: Buffer },
): Promise<void> {
  await holdWithout(trx, userId);
  const facts = { secret, last_step: 0 };
  await trx
    .insertInto('second_factors')
    .values({ user_id: userId, ...facts })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(facts))
    .execute();
}

/** What a person's authenticator makes codes of, whether it counts already or not; null: they have none. */
export async function findSecondFactor(db: Database, userId: string): Promise<{ secret: Buffer } | null> {
  const row = await db
    .selectFrom('second_factors')
    .select('secret')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Takes the code of a step of time, unless it or a later one was taken before: of two that come with it at once, one
 * passes (RFC 6238, 5.2).
 */
export async function useStep(trx: Database, userId: string, step: number): Promise<boolean> {
  const row = await trx
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('last_step', '<', step)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a recovery code; false: there is none such, or not any more. An event tells that one was needed. */
export async function useRecoveryCode(
  trx: Database,
  use: { userId: string; codeHash: string; requestId: string },
): Promise<boolean> {
  const { userId, codeHash, requestId } = use;
  const row = await trx
    .deleteFrom('recovery_codes')
    .where('user_id', '=', userId)
    .where('code_hash', '=', codeHash)
    .returning('user_id')
    .executeTakeFirst();
  if (row === undefined) return false;
  const payload = { left: await countRecoveryCodes(trx, userId) };
  await appendEvent(trx, { kind: 'user.recovery_code_used', subjectId: userId, userId, requestId, payload });
  return true;
}

/** How many recovery codes a person has left. */
export async function countRecoveryCodes(db: Database, userId: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_codes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Gives a person these recovery codes in place of those that they had; an event says so. */
export async function renewRecoveryCodes(
  trx: Database,
  renewal: { userId: string; codeHashes: readonly string[]; requestId: string },
): Promise<void> {
  const { userId, codeHashes, requestId } = renewal;
  await putRecoveryCodes(trx, userId, codeHashes);
  await appendEvent(trx, { kind: 'user.recovery_codes_made', subjectId: userId, userId, requestId });
}

async function putRecoveryCodes(trx: Database, userId: string, codeHashes: readonly string[]): Promise<void> {
  await trx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  await trx
    .insertInto('recovery_codes')
    .values(codeHashes.map((hash) => ({ user_id: userId, code_hash: hash })))
    .execute();
}

/**
 * Has a code asked of a person from now on: every session but the one that asks ends, since those came without one; an
 * event says so.
 *
 * @throws WeireelError `second_factor_on`: it is so already
 */
export async function startSecondFactor(
  trx: Database,
  start: { userId: string; codeHashes: readonly string[]; exceptHash: string; requestId: string },
): Promise<void> {
  const { userId, codeHashes, exceptHash, requestId } = start;
  await holdWithout(trx, userId);
  await trx
    .updateTable('users')
    .set({ second_factor_at: sql<Date>`now()` })
    .where('id', '=', userId)
    .execute();
  await putRecoveryCodes(trx, userId, codeHashes);
  await endSessions(trx, userId, { exceptHash });
  await tell(trx, { userId, isOn: true, byId: userId, requestId });
}

/**
 * Asks a person for no code any more, and forgets what made them; an event says so.
 *
 * @param drop `by` is the administrator who does it, or null for whoever runs the server, by the command line: then
 *   every session of the person ends. Absent: they do it themselves. `requestId` is absent where no request asks for it
 * @returns who it is now
 * @throws WeireelError `not_found`: there is no such person, or they have none
 */
export async function dropSecondFactor(
  trx: Database,
  drop: { userId: string; by?: { id: string | null }; requestId?: string },
): Promise<UserRow> {
  const { userId, by, requestId } = drop;
  const user = await trx
    .updateTable('users')
    .set({ second_factor_at: null })
    .where('id', '=', userId)
    .where('second_factor_at', 'is not', null)
    .returningAll()
    .executeTakeFirst();
  if (user === undefined) throw new WeireelError('not_found');
  await trx.deleteFrom('second_factors').where('user_id', '=', userId).execute();
  await trx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  await endChallenges(trx, userId);
  if (by !== undefined) await endSessions(trx, userId, { exceptHash: null });
  const byId = by === undefined ? userId : by.id;
  await tell(trx, { userId, isOn: false, byId, ...(requestId !== undefined && { requestId }) });
  return user;
}

/** Holds a person's row, of whom no code is asked yet. */
async function holdWithout(trx: Database, userId: string): Promise<void> {
  const user = await trx
    .selectFrom('users')
    .select('second_factor_at')
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  if (user === undefined) throw new WeireelError('unauthenticated');
  if (user.second_factor_at !== null) throw new WeireelError('second_factor_on');
}

async function tell(
  trx: Database,
  change: { userId: string; isOn: boolean; byId: string | null; requestId?: string },
): Promise<void> {
  const { userId, isOn, byId, requestId } = change;
  await appendEvent(trx, {
    ...{ kind: 'user.second_factor_changed', subjectId: userId, userId, payload: { isOn, byId } },
    ...(requestId !== undefined && { requestId }),
  });
}
