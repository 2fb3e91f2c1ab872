/** Test support: an installation that many people have used for long. */
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** How much there is. */
export interface CrowdSize {
  /** Videos; half a per cent of them are people, and there are as many danmaku, favourites and notices. */
  videos: number;
  /** Comments, a third of them below the most popular video. */
  comments: number;
}

/** What tests ask about. */
export interface Crowd {
  /** The person who does most. */
  personId: string;
  /** The video about which most is said. */
  videoId: string;
  /** The comment with most replies. */
  rootId: string;
}

/** Fills a migrated database; everything is public and plays, but for every tenth video. */
export async function fillCrowd(db: Database, { videos, comments }: CrowdSize): Promise<Crowd> {
  const people = Math.max(50, Math.floor(videos / 200));
  const statements = [
    sql`insert into users (id, account, nickname, state)
      select 'p' || n, 'p' || n, 'Person ' || n, 'active' from generate_series(0, ${people - 1}::int) as n`,
    sql`insert into assets (id, owner_id, kind, origin, file_name, size_bytes, state, media_key, edition_id, duration_ms,
        created_at)
      select 'v' || n, 'p' || n % ${people}, 'video', 'upload', 'a.mp4', 1000, 'ready', 'key ' || n, 'e' || n, 60000,
        now() - n * interval '1 minute'
      from generate_series(0, ${videos - 1}::int) as n`,
    // One person has made a tenth of all.
    sql`insert into videos (id, asset_id, author_id, title, description, tags, tag_keys, visibility, review, created_at, published_at)
      select 'v' || n, 'v' || n, case when n % 10 = 1 then 'p0' else 'p' || n % ${people} end, 'Title ' || n, '',
        '{}', case when n % 200 = 0 then '{usual,rare}'::text[] when n % 10 = 0 then '{usual}' else '{}' end,
        case when n % 10 = 3 then 'private' else 'public' end, 'approved',
        now() - n * interval '1 minute', now() - n * interval '1 minute'
      from generate_series(0, ${videos - 1}::int) as n`,
    sql`insert into video_counts (video_id, likes)
      select 'v' || n, n % 1000 from generate_series(0, ${videos - 1}::int) as n`,
    sql`insert into comments (id, video_id, author_id, body, mentions, state, held_for, likes, created_at)
      select 'c' || n, 'v' || case when n % 3 = 0 then 0 else n % ${videos} end, 'p' || n % ${people}, 'Words ' || n, '[]',
        case when n % 9 = 0 then 'held' else 'shown' end, case when n % 9 = 0 then 'p0' end, n % 50,
        now() - n * interval '1 second'
      from generate_series(1, ${comments}::int) as n`,
    sql`update comments set root_id = 'c3' where video_id = 'v0' and state = 'shown' and id <> 'c3' and length(id) = 5`,
    sql`insert into danmaku (id, video_id, author_id, at_ms, body, mode, colour, state, created_at)
      select 'd' || n, 'v' || case when n % 2 = 0 then 0 else n % ${videos} end, 'p' || n % ${people}, n % 60000, 'Words',
        'scroll', 'white', case when n % 10 = 0 then 'held' else 'shown' end, now() - n * interval '1 second'
      from generate_series(1, ${videos}::int) as n`,
    sql`insert into video_favourites (video_id, user_id, created_at)
      select 'v' || n, 'p0', now() - n * interval '1 second' from generate_series(0, ${videos / 2 - 1}::int) as n`,
    sql`insert into watched (video_id, user_id, position_ms, watched_at)
      select 'v' || n, 'p0', 1000, now() - n * interval '1 second' from generate_series(0, ${videos / 2 - 1}::int) as n`,
    // Ten collections of each person, and one large one of the person who does most.
    sql`insert into collections (id, owner_id, kind, title, description, visibility, created_at)
      select 'k' || n, 'p' || n % ${people}, 'course', 'List ' || n, '', case when n % 10 = 3 then 'group' else 'public' end,
        now() - n * interval '1 minute'
      from generate_series(0, ${people * 10 - 1}::int) as n`,
    sql`insert into collection_items (collection_id, video_id, place)
      select 'k' || n % ${people * 10}, 'v' || n, n from generate_series(0, ${videos - 1}::int) as n`,
    sql`insert into collection_items (collection_id, video_id, place)
      select 'k0', 'v' || n, n from generate_series(1, 280) as n where n % ${people * 10} > 0`,
    sql`insert into notifications (id, user_id, kind, about, video_id, actor_ids, is_read, updated_at)
      select 'n' || n, case when n % 2 = 0 then 'p0' else 'p' || n % ${people} end, 'like', 'v' || n, 'v' || n, '{p1}',
        n % 5 > 0, now() - n * interval '1 second'
      from generate_series(0, ${videos - 1}::int) as n`,
    sql`insert into reports (id, reporter_id, subject_kind, subject_id, video_id, owner_id, excerpt, reason, detail, state,
        decided_at, created_at)
      select 'r' || n, 'p' || n % ${people}, 'video', 'v' || n, 'v' || n, 'p0', '', 'spam', '',
        case when n % 2 = 0 then 'open' else 'dismissed' end, case when n % 2 = 1 then now() end,
        now() - n * interval '1 second'
      from generate_series(0, ${videos - 1}::int) as n`,
    sql`insert into follows (followed_id, follower_id) select 'p' || n, 'p1' from generate_series(2, 49) as n`,
    sql`insert into follows (followed_id, follower_id) select 'p' || n, 'p2' from generate_series(10, 40) as n`,
    // A person whom many follow, and who follows many.
    sql`insert into users (id, nickname, state)
      select 'f' || n, 'Follower ' || n, 'active' from generate_series(0, ${videos / 4}::int) as n`,
    sql`insert into follows (followed_id, follower_id, created_at)
      select case when side = 0 then 'p3' else 'f' || n end, case when side = 0 then 'f' || n else 'p3' end,
        now() - n * interval '1 second'
      from generate_series(0, ${videos / 4}::int) as n, generate_series(0, 1) as side`,
    sql`insert into hidden_videos (user_id, video_id) select 'p1', 'v' || n * 7 from generate_series(0, 99) as n`,
    sql`insert into served_videos (user_id, video_id, served_at)
      select 'p1', 'v' || n, now() from generate_series(0, 999) as n
      union all select 'p' || n % ${people}, 'v' || n, now() - n * interval '10 minutes'
      from generate_series(1000, ${videos - 1}::int) as n`,
    sql`analyze`,
  ];
  for (const statement of statements) await statement.execute(db);
  return { personId: 'p0', videoId: 'v0', rootId: 'c3' };
}
