import { sql, type Kysely } from 'kysely';

/** Whoever remembers what somebody may do is told when it is no longer so, whoever changed it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create function tell_of_person() returns trigger language plpgsql as $$
  begin
    perform pg_notify('weireel_people', new.id);
    return null;
  end $$`,
  `create trigger users_told after update of state, roles, nickname on users for each row
    when ((old.state, old.roles, old.nickname) is distinct from (new.state, new.roles, new.nickname))
    execute function tell_of_person()`,
];
