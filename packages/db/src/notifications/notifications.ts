import { WeireelError, mostActors, type NotificationKind } from '@weireel/contract';
import { sql, type RawBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { UserRow } from '../people/tables.ts';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { isHeard, unheardBy, type PersonRef } from '../people/apart.ts';
import { isSeenBy } from '../videos/visible.ts';
import type { NotificationRow } from './tables.ts';

/** Something that a person is to be told. */
export interface Notice {
  /** New id, for a line of its own. */
  id: string;
  /** Who is told. */
  userId: string;
  /** Why. */
  kind: NotificationKind;
  /** What the line is about: an unread one of the same kind about the same takes this in. */
  about: string;
  /** Who did it; the person's own acts are not told. */
  actorIds: string[];
  /** The video. Absent: it is about the person. */
  videoId?: string;
  /** What was said. Absent: nothing. */
  commentId?: string;
}

/** Tells people, in the transaction of what they are told of; their streams hear that something changed. */
export async function tell(trx: Database, notices: readonly Notice[]): Promise<void> {
  // Always in one order, so that two who tell the same people do not wait for each other.
  for (const notice of notices.toSorted((a, b) => (a.userId < b.userId ? -1 : 1))) await tellOne(trx, notice);
}

async function tellOne(trx: Database, notice: Notice): Promise<void> {
  const others = notice.actorIds.filter((id) => id !== notice.userId).slice(0, mostActors);
  const { rows } = await sql<{ ids: string[] }>`select array(
    select id from unnest(${others}::text[]) with ordinality as other (id, place)
    where ${isHeard(notice.userId, sql.ref('other.id'))} order by place) as ids`.execute(trx);
  const actorIds = rows[0]?.ids ?? [];
  if (actorIds.length === 0) return;
  await sql`
    insert into notifications (id, user_id, kind, about, video_id, comment_id, actor_ids)
    values (${notice.id}, ${notice.userId}, ${notice.kind}, ${notice.about}, ${notice.videoId ?? null},
      ${notice.commentId ?? null}, ${actorIds})
    on conflict (user_id, kind, about) where not is_read do update set
      comment_id = excluded.comment_id,
      updated_at = now(),
      actor_ids = array(
        select actor from unnest(excluded.actor_ids || notifications.actor_ids) with ordinality as each (actor, place)
        group by actor order by min(place) limit ${mostActors})`.execute(trx);
  await noteChange(trx, notice.userId);
}

/** A notice with what it names. */
export type NoticeWithNames = Pick<NotificationRow, 'id' | 'kind' | 'is_read' | 'updated_at' | 'video_id'> & {
  title: string | null;
  actor_count: number;
  actors: Pick<UserRow, 'id' | 'nickname' | 'avatar_key'>[];
  comment_id: string | null;
  comment_body: string | null;
  comment_state: 'shown' | 'held' | 'deleted' | null;
  /** Whether the person follows who did it last. */
  is_followed: boolean;
};

/** What a person is told, the latest first; of videos that they may not see any more nothing. */
export async function listNotices(
  db: Database,
  options: { userId: string; limit: number; before: ListPosition | null },
): Promise<NoticeWithNames[]> {
  const unheard = unheardBy(options.userId);
  return db
    .selectFrom('notifications')
    .leftJoin('videos', 'videos.id', 'notifications.video_id')
    .leftJoin('assets', 'assets.id', 'videos.asset_id')
    .leftJoin('comments', 'comments.id', 'notifications.comment_id')
    .where('notifications.user_id', '=', options.userId)
    .where(isTold(options.userId))
    .where(isAfter(['notifications.updated_at', 'notifications.id'], options.before))
    .orderBy('notifications.updated_at', 'desc')
    .orderBy('notifications.id', 'desc')
    .limit(options.limit)
    .select((eb) => [
      ...(['notifications.id', 'notifications.kind', 'notifications.is_read'] as const),
      ...(['notifications.updated_at', 'notifications.video_id', 'videos.title'] as const),
      ...(['notifications.comment_id', 'comments.body as comment_body'] as const),
      'comments.state as comment_state',
      sql<number>`cardinality(array(
        select unnest(notifications.actor_ids) except select unnest(${unheard})))`.as('actor_count'),
      sql<boolean>`exists (select from follows where follower_id = ${options.userId} and followed_id =
        (select actor from unnest(notifications.actor_ids) with ordinality as each (actor, place)
          where actor <> all(${unheard}) order by place limit 1))`.as('is_followed'),
      jsonArrayFrom(
        eb
          .selectFrom('users')
          .select(['users.id', 'users.nickname', 'users.avatar_key'])
          .where(sql<boolean>`users.id = any(notifications.actor_ids) and users.id <> all(${unheard})`)
          .orderBy(sql`array_position(notifications.actor_ids, users.id)`)
          .limit(3),
      ).as('actors'),
    ])
    .execute();
}

/**
 * Whether a notice is shown to whom it is for: it is about a person, or about a video that they may still see; and
 * not only of those with whom they want to have nothing to do.
 */
export function isTold(userId: PersonRef): RawBuilder<boolean> {
  return sql<boolean>`((notifications.video_id is null or ${isSeenBy(userId)})
    and not notifications.actor_ids <@ ${unheardBy(userId)})`;
}

/** How many of the lines that a person is shown they have not read; `mostActors` also stands for more. */
export async function countUnread(db: Database, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from notifications
        left join videos on videos.id = notifications.video_id
        left join assets on assets.id = videos.asset_id
      where notifications.user_id = ${userId} and not is_read and ${isTold(userId)}
      limit ${mostActors}) as unread`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Notes that a person has read everything so far. */
export async function readAll(trx: Database, userId: string): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('notifications')
    .set({ is_read: true })
    .where('user_id', '=', userId)
    .where('is_read', '=', sql.lit(false))
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await noteChange(trx, userId);
}

/**
 * Notes that a person has read one line of theirs; another time it changes nothing.
 *
 * @throws WeireelError `not_found`: it is none of theirs
 */
export async function readOne(trx: Database, { id, userId }: { id: string; userId: string }): Promise<void> {
  const line = await trx
    .selectFrom('notifications')
    .select('is_read')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  if (line === undefined) throw new WeireelError('not_found');
  if (line.is_read) return;
  await trx.updateTable('notifications').set({ is_read: true }).where('id', '=', id).execute();
  await noteChange(trx, userId);
}

function noteChange(trx: Database, userId: string): Promise<void> {
  return appendEvent(trx, { kind: 'notification.changed', subjectId: userId, userId });
}
