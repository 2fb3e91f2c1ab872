import { sql, type Kysely } from 'kysely';

/**
 * Channels: authors that several people publish as. A channel is a user of its own kind, which nothing signs in as; who
 * belongs to it is the group that has its id, which has no name of its own. Of what was made as a channel it is kept who
 * made it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const madeBy = (table: string): string[] => [
  `alter table ${table} add column made_by text references users (id) on delete set null`,
  `create index ${table}_by_maker on ${table} (made_by) where made_by is not null`,
];

const statements = [
  `alter table users add column kind text not null default 'person' check (kind in ('person', 'channel')),
    add constraint channels_do_not_sign_in check (kind = 'person' or (password_hash is null
      and wechat_openid is null and wechat_unionid is null and email is null and roles = '{}'))`,
  `alter table groups alter column name_skeleton drop not null`,
  ...madeBy('videos'),
  ...madeBy('collections'),
  ...madeBy('comments'),
  `create function tell_of_member() returns trigger language plpgsql as $$
  declare
    member record;
  begin
    if tg_op = 'DELETE' then member := old; else member := new; end if;
    if exists (select from users where id = member.group_id and kind = 'channel') then
      perform pg_notify('weireel_members', member.user_id);
    end if;
    return null;
  end $$`,
  `create trigger members_told after insert or delete or update of role on group_members for each row
    execute function tell_of_member()`,
];
