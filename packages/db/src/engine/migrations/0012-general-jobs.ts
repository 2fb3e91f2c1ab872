import { sql, type Kysely } from 'kysely';

/**
 * Jobs about anything: whose share each uses stands in its row, and its subject has a type. Jobs of before were about
 * assets and used their owners' shares; those of assets that are gone, nobody's. They may take twenty days.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table jobs
    add column owner_id text,
    add column subject_type text not null default 'asset',
    add column subject_id text,
    add column time_limit_ms bigint not null default 1728000000`,
  `update jobs set subject_id = coalesce(asset_id, ''),
     owner_id = (select owner_id from assets where assets.id = jobs.asset_id)`,
  `alter table jobs
    alter column subject_id set not null,
    alter column subject_type drop default,
    alter column time_limit_ms drop default,
    drop column asset_id`,
  `create index jobs_by_subject on jobs (subject_type, subject_id)`,
  `create index jobs_of_owner on jobs (owner_id, kind) where state in ('waiting', 'running')`,
];
