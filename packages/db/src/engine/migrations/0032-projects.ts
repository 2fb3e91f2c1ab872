import { sql, type Kysely } from 'kysely';

/**
 * Projects, and the films that are made of them. A render keeps the document that it was asked for with, so that editing
 * on changes nothing of it; it stays when its project goes, for as long as its asset does.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table projects (
    id text primary key,
    owner_id text not null references users (id) on delete cascade,
    title text not null,
    document jsonb not null,
    duration_ms integer not null,
    revision integer not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now()
  )`,
  'create index projects_by_owner on projects (owner_id, updated_at desc, id desc)',
  `create table renders (
    asset_id text primary key references assets (id) on delete cascade,
    project_id text references projects (id) on delete set null,
    owner_id text not null references users (id) on delete cascade,
    revision integer not null,
    document jsonb not null,
    progress real not null default 0,
    created_at timestamptz(3) not null default now()
  )`,
  'create index renders_by_project on renders (project_id, created_at desc)',
  'create index renders_by_owner on renders (owner_id, created_at desc)',
];
