import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';

/**
 * Condition that a person has hidden neither a video nor its author, for rows of `videos`; always true of nobody.
 * Every feed asks it.
 */
export function isNotHidden(viewerId: string | null): RawBuilder<boolean> {
  if (viewerId === null) return sql<boolean>`true`;
  return sql<boolean>`(
    not exists (select from hidden_videos where user_id = ${viewerId} and video_id = videos.id)
    and not exists (select from hidden_authors where user_id = ${viewerId} and author_id = videos.author_id))`;
}

/** Sets whether somebody is not interested in a video; nothing happens when there is none. */
export async function setVideoHidden(
  db: Database,
  { userId, videoId, isHidden }: { userId: string; videoId: string; isHidden: boolean },
): Promise<void> {
  const query = isHidden
    ? sql`insert into hidden_videos (user_id, video_id) select ${userId}, id from videos where id = ${videoId}
        on conflict do nothing`
    : sql`delete from hidden_videos where user_id = ${userId} and video_id = ${videoId}`;
  await query.execute(db);
}

/** Sets whether somebody wants to be shown nothing of an author; they must be two people. */
export async function setAuthorHidden(
  db: Database,
  { userId, authorId, isHidden }: { userId: string; authorId: string; isHidden: boolean },
): Promise<void> {
  const query = isHidden
    ? sql`insert into hidden_authors (user_id, author_id) select ${userId}, id from users where id = ${authorId}
        on conflict do nothing`
    : sql`delete from hidden_authors where user_id = ${userId} and author_id = ${authorId}`;
  await query.execute(db);
}
