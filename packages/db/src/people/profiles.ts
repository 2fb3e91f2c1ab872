import { WeireelError } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import type { UserRow } from './tables.ts';

/**
 * Says what a person or channel is called and says of themselves, with the event that tells it.
 *
 * @param change `byId`: the member who says it of a channel; null: they themselves
 */
export async function changeProfile(
  trx: Database,
  change: { userId: string; byId: string | null; nickname: string; bio: string; requestId: string },
): Promise<void> {
  const { userId, byId, nickname, bio, requestId } = change;
  await trx.updateTable('users').set({ nickname, bio }).where('id', '=', userId).execute();
  const payload = byId === null ? {} : { byId };
  await appendEvent(trx, { kind: 'user.profile_changed', subjectId: userId, userId, requestId, payload });
}

/**
 * Says for whom a person speaks, with the event that tells who said so.
 *
 * @throws WeireelError `not_found`: there is no such person
 */
export async function changeBadge(
  trx: Database,
  change: { userId: string; badge: string | null; byId: string; requestId: string },
): Promise<UserRow> {
  const { userId, badge, byId, requestId } = change;
  const user = await trx
    .updateTable('users')
    .set({ badge })
    .where('id', '=', userId)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (!user) throw new WeireelError('not_found');
  const payload = { badge, byId };
  await appendEvent(trx, { kind: 'user.badge_changed', subjectId: userId, userId, requestId, payload });
  return user;
}

/**
 * Shows some of a person's own videos first on their page, in this order, in place of those shown first until now.
 *
 * @throws WeireelError `not_found`: one of them is not theirs
 */
export async function pinVideos(trx: Database, userId: string, videoIds: readonly string[]): Promise<void> {
  // Held one after the other, in one order; a video that is deleted meanwhile is not theirs any more.
  const { rows } = await sql`select from videos where id = any(${videoIds}::text[]) and author_id = ${userId}
    order by id for key share`.execute(trx);
  if (rows.length !== videoIds.length) throw new WeireelError('not_found');
  await sql`delete from pinned_videos where user_id = ${userId}`.execute(trx);
  await sql`insert into pinned_videos (user_id, place, video_id)
    select ${userId}, place, id from unnest(${videoIds}::text[]) with ordinality as each (id, place)`.execute(
    trx,
  );
}

/** Ids of the videos that a person shows first, in their order, whoever may see them. */
export async function listPinnedIds(db: Database, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('pinned_videos')
    .select('video_id')
    .where('user_id', '=', userId)
    .orderBy('place')
    .execute();
  return rows.map(({ video_id }) => video_id);
}

/** What one person has to do with another. */
export interface Stance {
  /** Whether they follow them. */
  following: boolean;
  /** Whether they have blocked them. */
  blocked: boolean;
  /** Whether they have muted them. */
  muted: boolean;
  /** Whether they are blocked by them. */
  isBlockedBy: boolean;
}

/** What one person has to do with another. */
export async function readStance(
  db: Database,
  { userId, otherId }: { userId: string; otherId: string },
): Promise<Stance> {
  const { rows } = await sql<Stance>`select
    exists (select from follows where followed_id = ${otherId} and follower_id = ${userId}) as following,
    exists (select from blocks where user_id = ${userId} and other_id = ${otherId}) as blocked,
    exists (select from mutes where user_id = ${userId} and other_id = ${otherId}) as muted,
    exists (select from blocks where user_id = ${otherId} and other_id = ${userId}) as "isBlockedBy"`.execute(
    db,
  );
  return rows[0] ?? { following: false, blocked: false, muted: false, isBlockedBy: false };
}
