import { skeletonOf } from '@weireel/catalogue/people';
import { sql, type Kysely } from 'kysely';

/**
 * What accounts look like, each look once. Of accounts that look alike already, the oldest one has the look, and the
 * others none: they go on as they are, and nobody new joins them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table users add column account_skeleton text`.execute(db);
  const { rows } = await sql<{ id: string; account: string }>`
    select id, account from users where account is not null order by created_at, id`.execute(db);
  const looks = new Map<string, string>();
  for (const { id, account } of rows) {
    const skeleton = skeletonOf(account);
    if (!looks.has(skeleton)) looks.set(skeleton, id);
  }
  await sql`update users set account_skeleton = look.skeleton
    from unnest(${[...looks.values()]}::text[], ${[...looks.keys()]}::text[]) as look (id, skeleton)
    where users.id = look.id`.execute(db);
  await sql`create unique index users_by_account_skeleton on users (account_skeleton)`.execute(db);
}
