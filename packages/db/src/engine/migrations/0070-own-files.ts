import { sql, type Kysely } from 'kysely';

/**
 * Pictures of people's own, which their projects use. Each is an asset, so that its bytes are
 * noted, served, counted in backups and removed as those of all assets are; nobody can publish it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table assets drop constraint assets_origin_check',
  `alter table assets add constraint assets_origin_check
    check (origin in ('upload', 'render', 'recording', 'preview', 'file'))`,
  `create table own_files (
    asset_id text primary key references assets (id) on delete cascade,
    owner_id text not null references users (id) on delete cascade,
    facts jsonb,
    created_at timestamptz(3) not null default now()
  )`,
  'create index own_files_by_owner on own_files (owner_id, created_at desc, asset_id desc)',
];
