import { sql, type Kysely } from 'kysely';

/** Mails that say to an address that it is an account's no more: they carry no link. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table mails drop constraint mails_purpose_check,
    add constraint mails_purpose_check check (purpose in ('password', 'email', 'changed'))`.execute(db);
}
