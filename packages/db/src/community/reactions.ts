import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isApart } from '../people/apart.ts';
import { holdFollowers } from '../people/hold-followers.ts';

/** What a person may do to a video with one press. */
export type Reaction = 'like' | 'favourite';

const places = {
  like: { table: sql.table('video_likes'), counter: sql.ref('likes') },
  favourite: { table: sql.table('video_favourites'), counter: sql.ref('favourites') },
};

/** What people wish, by their id: that it be so, or that it be not. Each of them once. */
export type Wishes = ReadonlyMap<string, boolean>;

/** What came of wishes. */
export interface Fulfilled {
  /** For how many people it is so now. */
  count: number;
  /** For whom it was not so before. */
  added: string[];
}

/** The people who wish that something be so, or that it be not. */
export function peopleWho(wishes: Wishes, isWanted: boolean): string[] {
  return [...wishes].filter(([, wish]) => wish === isWanted).map(([id]) => id);
}

/**
 * Sets whether people like a video, or have it among their favourites, with its counter in the same transaction. Who
 * waits for whom: rows of people are taken in the order of their ids, then the counter.
 *
 * @returns null: there is no such video
 */
export async function setReactions(
  trx: Database,
  reaction: Reaction,
  { videoId, wishes }: { videoId: string; wishes: Wishes },
): Promise<Fulfilled | null> {
  const { table, counter } = places[reaction];
  const query = sql<Fulfilled>`
    with target as materialized (select id from videos where id = ${videoId} for key share),
    added as (
      insert into ${table} (video_id, user_id)
      select target.id, person from target, unnest(${peopleWho(wishes, true)}::text[]) as person order by person
      on conflict do nothing returning user_id),
    removed as (
      delete from ${table} using target
      where video_id = target.id and user_id = any(${peopleWho(wishes, false)}::text[]) returning 1),
    change as (select (select count(*) from added) - (select count(*) from removed) as by),
    counted as (
      insert into video_counts (video_id, ${counter})
      select target.id, greatest(change.by, 0) from target, change where change.by <> 0
      on conflict (video_id) do update set ${counter} = video_counts.${counter} + (select by from change)
      returning ${counter} as count)
    select coalesce(
      (select count from counted), (select ${counter} from video_counts where video_id = target.id), 0) as count,
      array(select user_id from added) as added
    from target`;
  const { rows } = await query.execute(trx);
  return rows[0] ?? null;
}

/**
 * Sets whether people follow a person, with the counters of both sides in the same transaction; counters are taken in
 * the order of ids, so that two who follow each other do not wait for each other.
 *
 * Who wishes to follow somebody with whom either side has blocked the other does not.
 *
 * @param wishes must not hold the person's own
 * @returns null: there is no such person
 */
export async function setFollows(
  trx: Database,
  { followedId, wishes }: { followedId: string; wishes: Wishes },
): Promise<Fulfilled | null> {
  // The statement below sees every block that was made before.
  await holdFollowers(trx, [followedId]);
  const query = sql<Fulfilled>`
    with target as materialized (select id from users where id = ${followedId} for key share),
    added as (
      insert into follows (followed_id, follower_id)
      select target.id, person from target, unnest(${peopleWho(wishes, true)}::text[]) as person
      where not ${isApart(sql.ref('person'), sql.ref('target.id'))} order by person
      on conflict do nothing returning follower_id),
    removed as (
      delete from follows using target
      where followed_id = target.id and follower_id = any(${peopleWho(wishes, false)}::text[])
      returning follower_id),
    change as (
      select follower_id as user_id, 0 as followers, 1 as following from added
      union all select follower_id, 0, -1 from removed
      union all select target.id, (select count(*) from added) - (select count(*) from removed), 0 from target),
    counted as (
      insert into user_counts (user_id, followers, following)
      select user_id, greatest(followers, 0), greatest(following, 0) from change
      where followers <> 0 or following <> 0 order by user_id
      on conflict (user_id) do update set
        followers = user_counts.followers
          + (select change.followers from change where change.user_id = excluded.user_id),
        following = user_counts.following
          + (select change.following from change where change.user_id = excluded.user_id)
      returning user_id, followers)
    select coalesce(
      (select followers from counted where user_id = target.id),
      (select followers from user_counts where user_id = target.id), 0) as count,
      array(select follower_id from added) as added
    from target`;
  const { rows } = await query.execute(trx);
  return rows[0] ?? null;
}
