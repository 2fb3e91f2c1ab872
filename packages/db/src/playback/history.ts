import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import type { VideoCard } from '../videos/video-cards.ts';
import { isSeenBy } from '../videos/visible.ts';
import { withCards } from '../videos/with-cards.ts';

/** A video that somebody has watched. */
export interface WatchedVideo {
  /** The video. */
  card: VideoCard;
  /** How far they were, in milliseconds. */
  positionMs: number;
  /** When that was. */
  watchedAt: Date;
}

/**
 * Lets the statement that reads from it be answered before it is on the disk: a power cut may take back where somebody
 * was half a second ago, and nobody waits for the disk at each quarter of a minute of each video.
 */
const unhurried = sql`(select set_config('synchronous_commit', 'off', true))`;

/** From this share of a video on, the rest of it is its ending: whoever leaves there has watched it to its end. */
const endShare = 0.95;

/**
 * Keeps how far a person is in a video; false: they want that nothing is kept. The video must be there. Who has once
 * watched it to its end has done so for good.
 *
 * @param place.onlyIfSeen asks in the same statement whether the person may see the video as somebody without any
 *   permission of their own; false is then also that they may not. Default: it is not asked
 */
export async function keepPosition(
  db: Database,
  place: { userId: string; videoId: string; positionMs: number; hasEnded?: boolean; onlyIfSeen?: boolean },
): Promise<boolean> {
  const { userId, videoId, positionMs, hasEnded = false, onlyIfSeen = false } = place;
  const { rows } = await sql`
    insert into watched (user_id, video_id, position_ms, finished_at)
    select ${userId}, videos.id, ${positionMs},
      case when ${hasEnded} or ${positionMs}::integer >= ${endShare}::float * assets.duration_ms then now() end
    from videos join assets on assets.id = videos.asset_id, ${unhurried} as unhurried
    where videos.id = ${videoId} and ${onlyIfSeen ? isSeenBy(userId) : sql`true`} and not exists (select from without_history where user_id = ${userId})
    on conflict (user_id, video_id) do update set position_ms = excluded.position_ms, watched_at = now(),
      finished_at = coalesce(watched.finished_at, excluded.finished_at)
    returning 1`.execute(db);
  return rows.length > 0;
}

/** What a person has watched and may still see, the latest first. */
export async function listWatched(
  db: Database,
  options: { userId: string; limit: number; before: ListPosition | null },
): Promise<WatchedVideo[]> {
  const places = await db
    .selectFrom('watched')
    .innerJoin('videos', 'videos.id', 'watched.video_id')
    .innerJoin('assets', 'assets.id', 'videos.asset_id')
    .select(['watched.video_id', 'watched.position_ms', 'watched.watched_at'])
    .where('watched.user_id', '=', options.userId)
    .where('assets.state', '!=', sql.lit('deleted'))
    .where(isSeenBy(options.userId))
    .where(isAfter(['watched.watched_at', 'watched.video_id'], options.before))
    .orderBy('watched.watched_at', 'desc')
    .orderBy('watched.video_id', 'desc')
    .limit(options.limit)
    .execute();
  const found = await withCards(db, places, options.userId);
  return found.map(({ card, position_ms: positionMs, watched_at: watchedAt }) => ({
    card,
    positionMs,
    watchedAt,
  }));
}

/** Forgets one video that a person has watched, or all of them when none is named. */
export async function forgetWatched(db: Database, userId: string, videoId?: string): Promise<void> {
  let query = db.deleteFrom('watched').where('user_id', '=', userId);
  if (videoId !== undefined) query = query.where('video_id', '=', videoId);
  await query.execute();
}

/** Whether what a person watches is kept. */
export async function keepsHistory(db: Database, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('without_history')
    .select('user_id')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row === undefined;
}

/** Says whether what a person watches is kept from now on. */
export async function setHistory(db: Database, userId: string, isKept: boolean): Promise<void> {
  if (isKept) await db.deleteFrom('without_history').where('user_id', '=', userId).execute();
  else {
    await db
      .insertInto('without_history')
      .values({ user_id: userId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
