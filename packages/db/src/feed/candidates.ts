import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { othersMay } from '../videos/visible.ts';
import { isNotHidden } from './hidden.ts';

/** A video that may be shown unasked, with what its order depends on. */
export interface FeedCandidate {
  /** Its id. */
  id: string;
  /** Who made it. */
  authorId: string;
  /** When it was published. */
  publishedAt: Date;
  /** Its tags. */
  tags: string[];
  /** By which they are found, however they are written. */
  tagKeys: string[];
  /** People who like it. */
  likes: number;
  /** People who have it among their favourites. */
  favourites: number;
  /** People who have passed it on. */
  shares: number;
}

/** The newest videos that may be shown unasked to everybody: their order is worked out once for all. */
export async function listCandidates(db: Database, limit: number): Promise<FeedCandidate[]> {
  const { rows } = await sql<FeedCandidate>`
    select videos.id, videos.author_id as "authorId", videos.published_at as "publishedAt", videos.tags,
      videos.tag_keys as "tagKeys",
      coalesce(likes, 0) as likes, coalesce(favourites, 0) as favourites, coalesce(shares, 0) as shares
    from videos join assets on assets.id = videos.asset_id
      left join video_counts on video_counts.video_id = videos.id
    where ${othersMay('recommend', null)}
    order by videos.published_at desc, videos.id desc limit ${limit}`.execute(db);
  return rows;
}

/** A place in a list of published videos. */
export interface PublishedPlace {
  /** The video. */
  id: string;
  /** Who made it. */
  authorId: string;
  /** When it was published. */
  publishedAt: Date;
}

/** Most videos of single authors that are put in order together. */
const mostSorted = 1000;

/**
 * The newest videos of those whom a person follows. Of few people each gives their newest; who follows many finds
 * theirs soon among the newest of all.
 */
export async function listFollowed(
  db: Database,
  { viewerId, limit, before }: { viewerId: string; limit: number; before: ListPosition | null },
): Promise<PublishedPlace[]> {
  // Up to so many people each is asked for their newest.
  const fewFollowed = Math.max(1, Math.floor(mostSorted / limit));
  const followed = await db
    .selectFrom('follows')
    .select('followed_id')
    .where('follower_id', '=', viewerId)
    .limit(fewFollowed + 1)
    .execute();
  const columns = sql`videos.id, videos.author_id as "authorId", videos.published_at as "publishedAt"`;
  const isWanted = sql`${othersMay('find', viewerId)} and ${isNotHidden(viewerId)}
    and ${isAfter(['videos.published_at', 'videos.id'], before)}`;
  const order = sql`order by videos.published_at desc, videos.id desc limit ${limit}`;
  const query =
    followed.length > fewFollowed
      ? sql<PublishedPlace>`
          select ${columns} from videos join assets on assets.id = videos.asset_id
          where ${isWanted}
            and exists (select from follows where followed_id = videos.author_id and follower_id = ${viewerId})
          ${order}`
      : sql<PublishedPlace>`
          select newest.* from unnest(${followed.map((row) => row.followed_id)}::text[]) as person,
            lateral (select ${columns} from videos join assets on assets.id = videos.asset_id
              where videos.author_id = person and ${isWanted} ${order}) as newest
          order by newest."publishedAt" desc, newest.id desc limit ${limit}`;
  return (await query.execute(db)).rows;
}

/** A video that a person may be shown. */
export interface Showable {
  /** Its id. */
  id: string;
  /** When they were shown it last, or have watched it; null: never. */
  seenAt: Date | null;
}

/** Of some videos those that others may still be shown and that a person has not hidden, in their order. */
export async function listShowable(
  db: Database,
  { viewerId, ids }: { viewerId: string | null; ids: readonly string[] },
): Promise<Showable[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Showable>`
    select videos.id, greatest(
      (select served_at from served_videos where video_id = videos.id and user_id = ${viewerId}),
      (select watched_at from watched where video_id = videos.id and user_id = ${viewerId})) as "seenAt"
    from videos join assets on assets.id = videos.asset_id
    where videos.id = any(${ids}::text[]) and ${othersMay('recommend', viewerId)} and ${isNotHidden(viewerId)}`.execute(
    db,
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Notes that a person is shown some videos unasked. */
export async function noteServed(
  db: Database,
  { userId, ids, at }: { userId: string; ids: readonly string[]; at: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    insert into served_videos (user_id, video_id, served_at)
    select ${userId}, videos.id, ${at} from videos where id = any(${ids}::text[]) order by videos.id
    on conflict (user_id, video_id) do update set served_at = excluded.served_at`.execute(db);
}
