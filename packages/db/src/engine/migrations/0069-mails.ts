import { sql, type Kysely } from 'kysely';

/**
 * Addresses that people have confirmed, and mails with links that wait to be sent or opened. No two people have one
 * address, so that a link for a new password is about one account. What somebody typed who has forgotten a password
 * stands here as well, whether it is anybody's or not: it is looked up when the mail is to be sent.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table users add column email text',
  'create unique index users_by_email on users (lower(email)) where email is not null',
  `create table mails (
    id text primary key,
    purpose text not null check (purpose in ('password', 'email')),
    recipient text not null,
    user_id text references users (id) on delete cascade,
    language text not null,
    code_hash text unique,
    sent_at timestamptz(3),
    has_failed boolean not null default false,
    expires_at timestamptz(3) not null
  )`,
  'create index mails_by_user on mails (user_id) where user_id is not null',
  'create index mails_by_end on mails (expires_at)',
];
