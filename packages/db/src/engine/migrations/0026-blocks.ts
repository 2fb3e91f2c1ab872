import { sql, type Kysely } from 'kysely';

/** Who has nothing to do with whom any more, and whose words somebody does not want to read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table blocks (
    user_id text not null references users (id) on delete cascade,
    other_id text not null references users (id) on delete cascade,
    created_at timestamptz(3) not null default now(),
    primary key (user_id, other_id),
    check (user_id <> other_id)
  )`,
  `create index blocks_of_user on blocks (user_id, created_at desc, other_id desc)`,
  `create index blocks_by_other on blocks (other_id, user_id)`,
  `create table mutes (
    user_id text not null references users (id) on delete cascade,
    other_id text not null references users (id) on delete cascade,
    created_at timestamptz(3) not null default now(),
    primary key (user_id, other_id),
    check (user_id <> other_id)
  )`,
  `create index mutes_of_user on mutes (user_id, created_at desc, other_id desc)`,
  `create index mutes_by_other on mutes (other_id)`,
  `create index hidden_authors_of_user on hidden_authors (user_id, created_at desc, author_id desc)`,
];
