import { sql, type Kysely } from 'kysely';

/**
 * Takes that are joined into one asset. The parts are named without a reference: what was sent only to be joined goes when
 * that is done, and what it was made of stays known.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table assets
    add column for_takes boolean not null default false,
    add column failed_take smallint`,
  'create index assets_for_takes on assets (created_at) where for_takes',
  `create table takes (
    asset_id text primary key references assets (id) on delete cascade,
    owner_id text not null references users (id) on delete cascade,
    part_ids text[] not null,
    created_at timestamptz(3) not null default now()
  )`,
  'create index takes_by_owner on takes (owner_id, created_at desc)',
];
