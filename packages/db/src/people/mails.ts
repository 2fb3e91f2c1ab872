import type { Language } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import type { MailsTable, UserRow } from './tables.ts';

/** Hours in which a mailed link for a new password works, and in which an asked-for one is still sent. */
const resetHours = 1;
/** Hours in which an address can be confirmed. */
const confirmationHours = 24;
/** Links for a new password that somebody may have at once: whoever asks for more in their name fills no mailbox. */
const mostResets = 5;

/** A mail that somebody asks for. */
export interface NewMail {
  /** New id. */
  id: string;
  /** What its link is for. */
  purpose: MailsTable['purpose'];
  /** The address that is to be confirmed or that went, or what somebody typed who has forgotten a password. */
  recipient: string;
  /** Whose address it is; null: that is found out when it is sent. */
  userId: string | null;
  /** What it is written in. */
  language: Language;
}

/** A mail as it goes out. */
export interface AddressedMail {
  /** What its link is for. */
  purpose: MailsTable['purpose'];
  /** Where it goes. */
  address: string;
  /** Sign-in name of whose it is; null: none. */
  account: string | null;
  /** What it is written in. */
  language: Language;
}

/** Notes a mail that is to be sent; of addresses that wait to be confirmed, a person has the latest alone. */
export async function insertMail(trx: Database, mail: NewMail): Promise<void> {
  const { id, purpose, recipient, userId, language } = mail;
  if (userId !== null && purpose === 'email') await forgetMails(trx, userId, purpose);
  await trx
    .insertInto('mails')
    .values({ id, purpose, recipient, user_id: userId, language, expires_at: endOf(purpose) })
    .execute();
}

/**
 * Says where a mail goes, and lets the code count that it is about to carry, in place of one of an earlier try.
 *
 * @returns null: it goes nowhere. It is over, nobody is called so or may come in, or they have links enough
 */
export async function addressMail(
  trx: Database,
  { id, codeHash }: { id: string; codeHash: string },
): Promise<AddressedMail | null> {
  const mail = await trx
    .selectFrom('mails')
    .selectAll()
    .where('id', '=', id)
    .where('expires_at', '>', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst();
  const user = mail && (await findOwner(trx, mail));
  if (mail === undefined || user == null) return null;
  const { purpose, language } = mail;
  const isReset = purpose === 'password';
  const address = isReset ? user.email : mail.recipient;
  if (address === null || (isReset && (await countResets(trx, user.id, id)) >= mostResets)) return null;
  await trx
    .updateTable('mails')
    .set({
      ...{ user_id: user.id, has_failed: false, expires_at: endOf(purpose) },
      code_hash: purpose === 'changed' ? null : codeHash,
    })
    .where('id', '=', id)
    .execute();
  if (isReset && mail.code_hash === null)
    await appendEvent(trx, { kind: 'user.reset_mailed', subjectId: user.id, userId: user.id, payload: {} });
  return { purpose, address, account: user.account, language };
}

/** Notes that a server has taken a mail. */
export async function noteMailSent(trx: Database, id: string): Promise<void> {
  await trx
    .updateTable('mails')
    .set({ sent_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

/** Notes that a mail cannot be sent. */
export async function failMail(trx: Database, id: string): Promise<void> {
  await trx.updateTable('mails').set({ has_failed: true, code_hash: null }).where('id', '=', id).execute();
}

/** Forgets a person's mails, and with them what their links are for; of notices none, whoever changes what they tell. */
export async function forgetMails(
  trx: Database,
  userId: string,
  purpose?: MailsTable['purpose'],
): Promise<void> {
  const query = trx.deleteFrom('mails').where('user_id', '=', userId).where('purpose', '<>', 'changed');
  await (purpose === undefined ? query : query.where('purpose', '=', purpose)).execute();
}

function endOf(purpose: MailsTable['purpose']) {
  const hours = purpose === 'password' ? resetHours : confirmationHours;
  return sql<Date>`now() + make_interval(hours => ${hours})`;
}

/** Whose mail it is, held; an address comes before an account of the same letters. Null: nobody's who may come in. */
async function findOwner(
  trx: Database,
  mail: { user_id: string | null; recipient: string },
): Promise<UserRow | null> {
  const name = mail.recipient.toLowerCase();
  const users = trx.selectFrom('users').selectAll().where('state', '<>', 'disabled').forUpdate();
  const known = mail.user_id;
  if (known !== null) return (await users.where('id', '=', known).executeTakeFirst()) ?? null;
  const withPassword = users.where('account', 'is not', null).where('email', 'is not', null);
  const byEmail = await withPassword.where(sql<boolean>`lower(email) = ${name}`).executeTakeFirst();
  return byEmail ?? (await withPassword.where('account', '=', name).executeTakeFirst()) ?? null;
}

async function countResets(trx: Database, userId: string, exceptId: string): Promise<number> {
  const { count } = await trx
    .selectFrom('mails')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('purpose', '=', 'password')
    .where('id', '<>', exceptId)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirstOrThrow();
  return Number(count);
}
