import { sql, type Kysely } from 'kysely';

/**
 * Exact previews of projects. What is made for one belongs to an asset of its own, which nobody can publish: its files
 * are noted, served, counted in backups and removed as those of all assets are. The preview goes with its project, or
 * when nobody has asked for it for a week.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table assets drop constraint assets_origin_check',
  `alter table assets add constraint assets_origin_check
    check (origin in ('upload', 'render', 'recording', 'preview'))`,
  `create table previews (
    asset_id text primary key references assets (id) on delete cascade,
    project_id text unique references projects (id) on delete set null,
    owner_id text not null references users (id) on delete cascade,
    revision integer not null,
    state text not null default 'idle' check (state in ('idle', 'making', 'ready', 'failed')),
    failure_code text,
    progress real not null default 0,
    playlist text,
    used_at timestamptz(3) not null default now()
  )`,
  "create index previews_in_the_making on previews (owner_id) where state = 'making'",
];
