import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** What a person has to do with a video. */
export interface Mine {
  /** Whether they like it. */
  liked: boolean;
  /** Whether it is among their favourites. */
  favourited: boolean;
  /** Whether they follow its author. */
  following: boolean;
  /** How far they have watched it, in milliseconds; 0: not at all, or to be forgotten. */
  positionMs: number;
}

/** What who asks has to do with a video, for rows of `videos`; null when nobody is signed in. */
export function mineOf(askerId: string | null): RawBuilder<Mine | null> {
  if (askerId === null) return sql<null>`null::json`;
  return sql<Mine>`json_build_object(
    'liked', exists (select from video_likes where video_id = videos.id and user_id = ${askerId}),
    'favourited', exists (select from video_favourites where video_id = videos.id and user_id = ${askerId}),
    'following', exists (select from follows where followed_id = videos.author_id and follower_id = ${askerId}),
    'positionMs', coalesce((select position_ms from watched where video_id = videos.id and user_id = ${askerId}), 0))`;
}

/** What a person has to do with each of some videos, by the video's id; one query however many they are. */
export async function readMine(
  db: Database,
  viewerId: string,
  videos: readonly { id: string; author_id: string }[],
): Promise<Map<string, Mine>> {
  if (videos.length === 0) return new Map();
  const { rows } = await sql<Mine & { id: string }>`
    select video.id,
      exists (select from video_likes where video_id = video.id and user_id = ${viewerId}) as liked,
      exists (select from video_favourites where video_id = video.id and user_id = ${viewerId}) as favourited,
      exists (select from follows where followed_id = video.author_id and follower_id = ${viewerId}) as following,
      coalesce((select position_ms from watched where video_id = video.id and user_id = ${viewerId}), 0) as "positionMs"
    from unnest(${videos.map(({ id }) => id)}::text[], ${videos.map((video) => video.author_id)}::text[])
      as video (id, author_id)`.execute(db);
  return new Map(rows.map(({ id, ...mine }) => [id, mine]));
}
