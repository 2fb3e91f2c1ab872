import { sql, type Kysely } from 'kysely';

/**
 * How many messages people have agreed to get from WeChat, by template: each word of theirs buys one. What they are
 * told is the queue of these messages; a notice remembers that one was sent for it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table wechat_consents (
    user_id text not null references users (id),
    template_id text not null,
    messages integer not null check (messages >= 0),
    primary key (user_id, template_id)
  )`,
  `alter table notifications add column is_sent boolean not null default false`,
];
