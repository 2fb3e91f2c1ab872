import { sql, type Kysely } from 'kysely';

/** Who people are at the identity provider, and sign-ins there that are under way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table identities (
    issuer text not null,
    subject text not null,
    user_id text not null references users (id) on delete cascade,
    created_at timestamptz(3) not null default now(),
    primary key (issuer, subject),
    unique (user_id, issuer)
  )`,
  `create table oidc_flows (
    token_hash text primary key,
    state text not null,
    nonce text not null,
    verifier text not null,
    return_to text not null,
    user_id text references users (id) on delete cascade,
    expires_at timestamptz(3) not null
  )`,
  'create index oidc_flows_by_user on oidc_flows (user_id)',
];
