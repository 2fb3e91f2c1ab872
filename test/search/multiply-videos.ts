import type { Connection } from '@weireel/db';
import { eraLexemes } from '@weireel/db/search';
import { sql } from 'kysely';

/**
 * Makes many videos of those that a database holds, each as another one, with its number as one more word: one every
 * half hour, in the order of their numbers, up to a moment.
 */
export async function multiplyVideos(
  { db }: Pick<Connection, 'db'>,
  { count, until }: { count: number; until: Date },
): Promise<void> {
  const copies = sql`select n, video.*, video.id || '-' || n as copy
    from generate_series(1, ${count}::integer) as n
    join (select videos.*, row_number() over (order by videos.id) as place, count(*) over () as total from videos
      where id not like '%-%') as video on place = n % total + 1`;
  const made = sql`(${until}::timestamptz - (${count}::integer - n) * interval '30 minutes')`;
  await sql`
    insert into assets (id, owner_id, kind, origin, file_name, size_bytes, state, media_key, edition_id, duration_ms)
    select copy, author_id, 'video', 'upload', 'a', 1, 'ready', copy, copy, 1000 * (n % 300)
    from (${copies}) as copies`.execute(db);
  await sql`
    insert into videos (id, asset_id, author_id, title, description, tags, visibility, review, created_at, published_at)
    select copy, copy, author_id, title || ' ' || n, description, tags, visibility, review, ${made}, ${made}
    from (${copies}) as copies`.execute(db);
  // Made at once afterwards, the index takes a tenth of the time.
  const indexes = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = 'video_search'::regclass and not indisprimary`.execute(db);
  for (const { name } of indexes.rows) await sql`drop index ${sql.id(name)}`.execute(db);
  await sql`
    with words as materialized (
      select video_id, ts_delete(lexemes, array(select lexeme from unnest(lexemes) where lexeme like 't%')) as lexemes
      from video_search
    )
    insert into video_search (video_id, lexemes, tokenizer_version, created_at)
    select copy, lexemes || ('l' || n || ':1A')::tsvector || ${eraLexemes(made)}, 1, ${made}
    from (${copies}) as copies join words on video_id = copies.id`.execute(db);
  for (const { definition } of indexes.rows) await sql.raw(definition).execute(db);
  await sql`vacuum analyze assets, videos, video_search`.execute(db);
}
