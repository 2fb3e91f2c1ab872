import { comparableText } from '@weireel/search';
import { sql, type Kysely } from 'kysely';

const pageSize = 1000;

/** By which videos of a tag are found, however it is written: its form in which text is compared. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table videos add column tag_keys text[] not null default '{}'`.execute(db);
  for (let after = ''; ;) {
    const { rows } = await sql<{ id: string; tags: string[] }>`select id, tags from videos
      where tags <> '{}' and id > ${after} order by id limit ${pageSize}`.execute(db);
    for (const { id, tags } of rows) {
      const keys = [...new Set(tags.map(comparableText))];
      await sql`update videos set tag_keys = ${keys} where id = ${id}`.execute(db);
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  await sql`create index videos_by_tag on videos using gin (tag_keys) with (fastupdate = off)
    where published_at is not null`.execute(db);
}
