import { sql, type Kysely } from 'kysely';

/** Videos that change their source, and what workers say of themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table videos
    add column next_asset_id text references assets (id) on delete set null,
    add column next_review text check (next_review in ('pending', 'approved', 'rejected'))`,
  `create index videos_by_next_asset on videos (next_asset_id) where next_asset_id is not null`,
  // No foreign key: tables that refer to each other in a circle cannot be restored one after the other.
  `alter table assets
    add column former_of text,
    add column replaced_at timestamptz(3)`,
  `create index assets_by_former_video on assets (former_of) where former_of is not null`,
  // Workers of the version before announce themselves no more.
  `delete from workers`,
  `alter table workers
    add column pool text not null,
    add column slots integer not null,
    add column usage jsonb not null default '{}'`,
];
