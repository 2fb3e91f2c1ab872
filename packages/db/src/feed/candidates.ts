import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { mostSorted, taggedWith } from '../videos/tagged-videos.ts';
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
  /** People who like it. */
  likes: number;
  /** People who have it among their favourites. */
  favourites: number;
  /** People who have passed it on. */
  shares: number;
}

/** The newest videos that may be shown unasked to everybody: their order is worked out once for all. */
export function listCandidates(db: Database, limit: number): Promise<FeedCandidate[]> {
  return readCandidates(db, sql`videos`, newest(limit));
}

/** Videos that have something in common: a tag, in the form in which text is compared, or a category. */
export type Among = { tagKey: string } | { categoryId: string };

/** Of a tag that so many have, no index knows the newest: these few are soon found among the newest of all. */
const fewOfMany = 200;

/**
 * Videos of a tag or a category that may be shown unasked to everybody: the newest thousand, all that there are where
 * there are fewer, or some of the newest of a tag that more have.
 */
export async function listCandidatesAmong(db: Database, among: Among): Promise<FeedCandidate[]> {
  if ('categoryId' in among) {
    const { categoryId } = among;
    const source = sql`(select * from videos where category_id = ${categoryId} and published_at is not null
      order by published_at desc, id desc limit ${mostSorted})`;
    return readCandidates(db, source, sql``);
  }
  const { tagKey } = among;
  const { rows: some } = await sql`select from (${taggedWith(tagKey, mostSorted + 1)}) as tagged`.execute(db);
  return some.length > mostSorted
    ? readCandidates(db, sql`(select * from videos where ${tagKey} = any(tag_keys))`, newest(fewOfMany))
    : readCandidates(db, sql`(${taggedWith(tagKey, mostSorted)})`, sql``);
}

const newest = (limit: number): RawBuilder<unknown> =>
  sql`order by videos.published_at desc, videos.id desc limit ${limit}`;

/** Reads those of some rows of videos that may be shown unasked. */
async function readCandidates(
  db: Database,
  source: RawBuilder<unknown>,
  end: RawBuilder<unknown>,
): Promise<FeedCandidate[]> {
  const { rows } = await sql<FeedCandidate>`
    select videos.id, videos.author_id as "authorId", videos.published_at as "publishedAt", videos.tags,
      coalesce(likes, 0) as likes, coalesce(favourites, 0) as favourites, coalesce(shares, 0) as shares
    from ${source} as videos join assets on assets.id = videos.asset_id
      left join video_counts on video_counts.video_id = videos.id
    where ${othersMay('recommend', null)} ${end}`.execute(db);
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
