import { WeireelError, type OwnEmail } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import { forgetMails } from './mails.ts';
import { lockUser } from './users.ts';

/** A person's address, and the one that they have not confirmed yet. */
export async function readEmail(db: Database, userId: string): Promise<Omit<OwnEmail, 'isOffered'>> {
  const user = await db.selectFrom('users').select('email').where('id', '=', userId).executeTakeFirst();
  const mail = await db
    .selectFrom('mails')
    .select(['recipient', 'has_failed', 'sent_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('purpose', '=', 'email')
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  const waiting = mail && {
    address: mail.recipient,
    state: stateOf(mail),
    expiresAt: mail.expires_at.toISOString(),
  };
  return { address: user?.email ?? null, waiting: waiting ?? null };
}

function stateOf(mail: { has_failed: boolean; sent_at: Date | null }): 'sending' | 'sent' | 'failed' {
  if (mail.has_failed) return 'failed';
  return mail.sent_at === null ? 'sending' : 'sent';
}

/**
 * Makes an address a person's by the code that was mailed there; links for a new password that went to another one work
 * no more. Nobody is found by it, and nothing of another account's comes with it.
 *
 * @returns the address that they had; null: none, or this one
 * @throws WeireelError `reset_invalid`: no such code is theirs, or it is over; `email_taken`
 */
export async function confirmEmail(
  trx: Database,
  { userId, codeHash, requestId }: { userId: string; codeHash: string; requestId: string },
): Promise<string | null> {
  await lockUser(trx, userId);
  const mail = await trx
    .deleteFrom('mails')
    .where('code_hash', '=', codeHash)
    .where('purpose', '=', 'email')
    .where('user_id', '=', userId)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('recipient')
    .executeTakeFirst();
  if (mail === undefined) throw new WeireelError('reset_invalid');
  const name = `email ${mail.recipient.toLowerCase()}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
  const other = await trx
    .selectFrom('users')
    .select('id')
    .where(sql<boolean>`lower(email) = lower(${mail.recipient})`)
    .where('id', '<>', userId)
    .executeTakeFirst();
  if (other !== undefined) throw new WeireelError('email_taken');
  return setEmail(trx, { userId, email: mail.recipient, requestId });
}

/**
 * Forgets a person's address, also one that waits.
 *
 * @returns the address that they had; null: none
 */
export async function removeEmail(
  trx: Database,
  { userId, requestId }: { userId: string; requestId: string },
): Promise<string | null> {
  await lockUser(trx, userId);
  return setEmail(trx, { userId, email: null, requestId });
}

async function setEmail(
  trx: Database,
  { userId, email, requestId }: { userId: string; email: string | null; requestId: string },
): Promise<string | null> {
  await forgetMails(trx, userId);
  const { rows } = await sql<{ former: string | null }>`update users set email = ${email}
    from (select id, email as former from users where id = ${userId}) as before
    where users.id = before.id and former is distinct from ${email}::text returning former`.execute(trx);
  const [changed] = rows;
  if (changed === undefined) return null;
  const payload = { isSet: email !== null };
  await appendEvent(trx, { kind: 'user.email_changed', subjectId: userId, userId, requestId, payload });
  return changed.former;
}
