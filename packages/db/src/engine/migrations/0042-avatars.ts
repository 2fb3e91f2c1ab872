import { sql, type Kysely } from 'kysely';

/** Files that belong to people, not to assets, and the pictures that people have sent to be shown by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table artefacts alter column asset_id drop not null,
    add column person_id text references users (id) on delete cascade,
    add constraint artefacts_of_one check (num_nonnulls(asset_id, person_id) = 1)`,
  `create index artefacts_by_person on artefacts (person_id) where person_id is not null`,
  `create table sent_pictures (
    person_id text primary key references users (id) on delete cascade,
    key text not null,
    failure_code text
  )`,
];
