import { sql, type Kysely } from 'kysely';

/**
 * What people give besides their password: the secret of their authenticator, recovery codes, and sign-ins that wait
 * for a code. Who remembers what somebody may do is told when their second factor comes or goes, since it may depend on
 * that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table users add column second_factor_at timestamptz(3)',
  `create table second_factors (
    user_id text primary key references users (id) on delete cascade,
    secret bytea not null,
    last_step bigint not null default 0
  )`,
  `create table recovery_codes (
    user_id text not null references users (id) on delete cascade,
    code_hash text not null,
    primary key (user_id, code_hash)
  )`,
  `create table sign_in_challenges (
    token_hash text primary key,
    user_id text not null references users (id) on delete cascade,
    tries_left smallint not null,
    expires_at timestamptz(3) not null
  )`,
  'create index sign_in_challenges_by_user on sign_in_challenges (user_id)',
  'drop trigger users_told on users',
  `create trigger users_told after update of state, roles, nickname, second_factor_at on users for each row
    when ((old.state, old.roles, old.nickname, old.second_factor_at)
      is distinct from (new.state, new.roles, new.nickname, new.second_factor_at))
    execute function tell_of_person()`,
];
