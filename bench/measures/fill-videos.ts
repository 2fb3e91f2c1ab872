import type { Database } from '@weireel/db';
import { sql } from 'kysely';

/** An id of the length that ours have. */
const idOf = (letter: string, n: string) => sql.raw(`'${letter}' || lpad((${n})::text, 15, '0')`);

/** The first of the videos. */
export const firstVideoId = 'v000000000000000';

/** Fills a migrated database with videos of two hundred people that all play, a tenth of them of one person. */
export async function fillVideos(db: Database, count: number): Promise<void> {
  const renditions = [1080, 720, 480, 360].map((heightPx) => ({
    ...{ name: `v${heightPx}`, widthPx: Math.round((heightPx * 9) / 16), heightPx },
    ...{ codec: 'avc1.64001f,mp4a.40.2', bitrateBps: heightPx * 2000 },
  }));
  const every = sql`generate_series(0, ${count - 1}::int) as n`;
  const statements = [
    sql`insert into users (id, account, nickname, state)
      select ${idOf('p', 'n')}, ${idOf('p', 'n')}, '某某 ' || n, 'active' from generate_series(0, 199) as n`,
    sql`insert into assets (id, owner_id, kind, origin, file_name, size_bytes, state, media_key, edition_id, duration_ms,
        width_px, height_px)
      select ${idOf('v', 'n')}, ${idOf('p', 'n % 200')}, 'video', 'upload', 'a.mp4', 1000, 'ready', md5('key' || n), ${idOf('e', 'n')}, 60000, 608, 1080
      from ${every}`,
    sql`insert into editions (id, asset_id, attempt_id, kind, state, key_prefix, renditions)
      select ${idOf('e', 'n')}, ${idOf('v', 'n')}, ${idOf('a', 'n')}, 'ladder', 'sealed', 'assets/v' || n || '/e/a' || n || '/',
        ${JSON.stringify(renditions)}::jsonb
      from ${every}`,
    sql`insert into artefacts (key, asset_id, kind, state, attempt_id, size_bytes, facts)
      select 'assets/v' || n || '/d/a' || n || '/poster.jpg', ${idOf('v', 'n')}, 'poster', 'stored', ${idOf('a', 'n')}, 1,
        ${JSON.stringify({ placeholder: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w' })}::jsonb
      from ${every}`,
    sql`insert into videos (id, asset_id, author_id, title, description, tags, visibility, review, created_at, published_at)
      select ${idOf('v', 'n')}, ${idOf('v', 'n')}, case when n % 10 = 1 then ${idOf('p', '0')} else ${idOf('p', 'n % 200')} end, '标题 ' || n, '说明', '{影像}',
        case when n % 10 = 3 then 'private' else 'public' end, 'approved',
        now() - n * interval '1 minute', now() - n * interval '1 minute'
      from ${every}`,
    sql`insert into video_counts (video_id, likes) select ${idOf('v', 'n')}, n % 1000 from ${every}`,
    sql`analyze`,
  ];
  for (const statement of statements) await statement.execute(db);
}
