import { sql, type Kysely } from 'kysely';

/** Where people are signed in, and links by which they choose a new password. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Made of the hash of what is a secret: it names a session to its person, and opens nothing.
  `alter table sessions
    add column id text not null generated always as (substr(md5(token_hash), 1, 16)) stored,
    add column user_agent text not null default '',
    add column last_seen_at timestamptz(3) not null default now()`,
  `update sessions set last_seen_at = greatest(created_at, expires_at - interval '30 days')`,
  `create table password_resets (
    user_id text primary key references users (id) on delete cascade,
    code_hash text not null unique,
    expires_at timestamptz(3) not null
  )`,
];
