import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** Minutes in which a sign-in may be gone on with. */
const challengeMinutes = 5;
/** Codes that may be tried in one sign-in. */
const mostTries = 5;

/**
 * Lets a sign-in wait for a code.
 *
 * @returns until when
 */
export async function insertChallenge(
  db: Database,
  challenge: { tokenHash: string; userId: string },
): Promise<Date> {
  const row = await db
    .insertInto('sign_in_challenges')
    .values({
      token_hash: challenge.tokenHash,
      user_id: challenge.userId,
      tries_left: mostTries,
      expires_at: sql<Date>`now() + make_interval(mins => ${challengeMinutes})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return row.expires_at;
}

/** Whose sign-in waits; null: none does, or not any more. */
export async function findChallenge(db: Database, tokenHash: string): Promise<string | null> {
  const row = await db
    .selectFrom('sign_in_challenges')
    .select('user_id')
    .where('token_hash', '=', tokenHash)
    .where('tries_left', '>', 0)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row?.user_id ?? null;
}

/** Takes one of the tries that a sign-in has; false: none is left, or it is over. */
export async function spendTry(trx: Database, tokenHash: string): Promise<boolean> {
  const row = await trx
    .updateTable('sign_in_challenges')
    .set({ tries_left: sql<number>`tries_left - 1` })
    .where('token_hash', '=', tokenHash)
    .where('tries_left', '>', 0)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends a sign-in that waited. */
export async function endChallenge(trx: Database, tokenHash: string): Promise<void> {
  await trx.deleteFrom('sign_in_challenges').where('token_hash', '=', tokenHash).execute();
}

/** Ends all sign-ins of a person that wait. */
export async function endChallenges(trx: Database, userId: string): Promise<void> {
  await trx.deleteFrom('sign_in_challenges').where('user_id', '=', userId).execute();
}
