import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import { endChallenges } from './challenges.ts';
import { forgetMails } from './mails.ts';
import { endSessions } from './sessions.ts';

/** Hours in which a link for a new password works. */
const resetHours = 24;

/**
 * Gives a person another password: their sessions end, but the one that asked, and so do links, mailed ones and those for
 * an address among them, and sign-ins that wait; an event says so.
 *
 * @param change `exceptHash` is the session that stays; null: none does
 */
export async function changePassword(
  trx: Database,
  change: { userId: string; passwordHash: string; exceptHash: string | null; requestId: string },
): Promise<void> {
  const { userId, passwordHash, exceptHash, requestId } = change;
  await trx.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', userId).execute();
  await trx.deleteFrom('password_resets').where('user_id', '=', userId).execute();
  await forgetMails(trx, userId);
  await endChallenges(trx, userId);
  await endSessions(trx, userId, { exceptHash });
  const payload = { byReset: exceptHash === null };
  await appendEvent(trx, { kind: 'user.password_changed', subjectId: userId, userId, requestId, payload });
}

/**
 * Lets a person choose a new password by a code, in place of a code that they may have had.
 *
 * @returns until when
 */
export async function insertReset(
  trx: Database,
  reset: { userId: string; codeHash: string; byId: string; requestId: string },
): Promise<Date> {
  const { userId, codeHash, byId, requestId } = reset;
  const facts = {
    code_hash: codeHash,
    expires_at: sql<Date>`now() + make_interval(hours => ${resetHours})`,
  };
  const { expires_at: expiresAt } = await trx
    .insertInto('password_resets')
    .values({ user_id: userId, ...facts })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(facts))
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  await appendEvent(trx, {
    kind: 'user.reset_made',
    subjectId: userId,
    userId,
    requestId,
    payload: { byId },
  });
  return expiresAt;
}

/** Uses a code up, if it still works, of an administrator's link or a mailed one; gives whose it was, or null. */
export async function takeReset(trx: Database, codeHash: string): Promise<string | null> {
  const row = await trx
    .deleteFrom('password_resets')
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('user_id')
    .executeTakeFirst();
  return row?.user_id ?? (await takeMailed(trx, codeHash));
}

async function takeMailed(trx: Database, codeHash: string): Promise<string | null> {
  const row = await trx
    .deleteFrom('mails')
    .where('code_hash', '=', codeHash)
    .where('purpose', '=', 'password')
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('user_id')
    .executeTakeFirst();
  return row?.user_id ?? null;
}

/** Whether a code still works. */
export async function hasReset(db: Database, codeHash: string): Promise<boolean> {
  const { rows } = await sql`
    select from password_resets where code_hash = ${codeHash} and expires_at > now()
    union all
    select from mails where code_hash = ${codeHash} and purpose = 'password' and expires_at > now()`.execute(
    db,
  );
  return rows.length > 0;
}
