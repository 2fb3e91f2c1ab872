import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** A short link to a video. */
export interface Share {
  /** What stands behind `/s/`. */
  code: string;
  /** How many people have passed the video on. */
  shares: number;
}

/**
 * A person's short link to a video, made when they pass it on for the first time; only then they are counted. Those who
 * are not signed in have one in common, and are not counted, since nobody could tell them from each other.
 *
 * @param wish `code` is taken when there is none yet
 * @returns null: there is no such video
 */
export async function shareVideo(
  trx: Database,
  { videoId, userId, code }: { videoId: string; userId: string | null; code: string },
): Promise<Share | null> {
  await sql`
    with target as materialized (select id from videos where id = ${videoId} for key share),
    added as (
      insert into shares (code, video_id, user_id) select ${code}, target.id, ${userId} from target
      on conflict (video_id, user_id) do nothing returning user_id)
    insert into video_counts (video_id, shares) select target.id, 1 from target, added where user_id is not null
    on conflict (video_id) do update set shares = video_counts.shares + 1`.execute(trx);
  // One that another call made at the same moment is only seen by a statement of its own.
  const { rows } = await sql<Share>`
    select code, coalesce((select shares from video_counts where video_counts.video_id = shares.video_id), 0) as shares
    from shares where video_id = ${videoId} and user_id is not distinct from ${userId}`.execute(trx);
  return rows[0] ?? null;
}

/** The video to which a short link leads; null: there is no such link. */
export async function findShared(db: Database, code: string): Promise<string | null> {
  const row = await db.selectFrom('shares').select('video_id').where('code', '=', code).executeTakeFirst();
  return row?.video_id ?? null;
}
