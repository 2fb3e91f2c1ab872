import { sql, type Kysely } from 'kysely';

/**
 * What a person may do is said by their roles alone. Whoever was here before could watch, talk and publish, so that
 * they get the roles for it beside those they have.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `update users set roles = array(
    select role from unnest('{viewer,creator}' || roles) with ordinality as each (role, place)
    group by role order by min(place))`,
  `create index users_by_age on users (created_at desc, id desc)`,
];
