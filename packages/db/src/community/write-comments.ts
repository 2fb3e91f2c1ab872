import type { CommentPolicy } from '@weireel/contract';
import type { Mention, Mentionable } from '@weireel/catalogue';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { inTransaction } from '../engine/in-transaction.ts';
import { isApart } from '../people/apart.ts';
import type { CommentRow } from './tables.ts';
import { peopleWho, type Wishes } from './reactions.ts';

// Who waits for whom: the video, the comment below which others stand, the comment itself, then the video's counter.

/** A comment to add. */
export interface NewComment {
  /** New id. */
  id: string;
  /** The video that it is about. */
  videoId: string;
  /** The comment below which it stands; null: the video itself. Its row is held. */
  rootId: string | null;
  /** Whose reply it answers; null: the root, or nobody. */
  replyToId: string | null;
  /** Who says it. */
  authorId: string;
  /** Who writes it as the channel that is its author; null or absent: its author does. */
  madeById?: string | null;
  /** What is said. */
  body: string;
  /** Whom it mentions. */
  mentions: Mention[];
  /** Whether all see it at once. */
  state: 'shown' | 'held';
}

/** Keeps a video from being deleted until the transaction ends; false: there is none. */
export async function keepVideo(trx: Database, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('videos')
    .select('id')
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** Holds a comment's row until the transaction ends; null: there is none. */
export async function lockComment(trx: Database, id: string): Promise<CommentRow | null> {
  const row = await trx
    .selectFrom('comments')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Adds a comment, and counts it when all see it. */
export async function insertComment(trx: Database, comment: NewComment): Promise<void> {
  await trx
    .insertInto('comments')
    .values({
      id: comment.id,
      video_id: comment.videoId,
      root_id: comment.rootId,
      reply_to_id: comment.replyToId,
      author_id: comment.authorId,
      made_by: comment.madeById ?? null,
      body: comment.body,
      mentions: JSON.stringify(comment.mentions),
      state: comment.state,
      held_for:
        comment.state === 'held'
          ? (eb) => eb.selectFrom('videos').select('author_id').where('id', '=', comment.videoId)
          : null,
    })
    .execute();
  if (comment.state === 'shown') await countComment(trx, comment, 1);
}

/** Lets a held comment appear; its root's row and its own are held. */
export async function showComment(trx: Database, comment: CommentRow): Promise<void> {
  await trx
    .updateTable('comments')
    .set({ state: 'shown', held_for: null })
    .where('id', '=', comment.id)
    .execute();
  await countComment(trx, { videoId: comment.video_id, rootId: comment.root_id }, 1);
}

/**
 * Deletes a comment: of one that has replies the place stays, and goes with the last of them. Its root's row and its
 * own are held.
 */
export async function removeComment(
  trx: Database,
  comment: CommentRow,
  root: CommentRow | null,
): Promise<void> {
  const wasShown = comment.state === 'shown';
  if (comment.replies > 0) {
    await trx
      .updateTable('comments')
      .set({ state: 'deleted', held_for: null, body: '', mentions: '[]', pinned: false })
      .where('id', '=', comment.id)
      .execute();
  } else {
    await trx.deleteFrom('comments').where('id', '=', comment.id).execute();
  }
  if (!wasShown) return;
  await countComment(trx, { videoId: comment.video_id, rootId: comment.root_id }, -1);
  if (root?.state === 'deleted' && root.replies <= 1) {
    await trx.deleteFrom('comments').where('id', '=', root.id).execute();
  }
}

async function countComment(
  trx: Database,
  { videoId, rootId }: { videoId: string; rootId: string | null },
  by: 1 | -1,
): Promise<void> {
  if (rootId !== null) {
    await sql`update comments set replies = replies + ${by} where id = ${rootId}`.execute(trx);
  }
  await sql`insert into video_counts (video_id, comments) values (${videoId}, ${Math.max(by, 0)})
    on conflict (video_id) do update set comments = video_counts.comments + ${by}`.execute(trx);
}

/** Puts a comment before all others of its video, in place of another, or among them again. */
export async function setPinned(trx: Database, comment: CommentRow, isPinned: boolean): Promise<void> {
  await trx
    .updateTable('comments')
    .set({ pinned: false })
    .where('video_id', '=', comment.video_id)
    .where('pinned', '=', sql.lit(true))
    .where('id', '!=', comment.id)
    .execute();
  await trx.updateTable('comments').set({ pinned: isPinned }).where('id', '=', comment.id).execute();
}

/** Says what others may say below a video; it is held. */
export async function setCommentPolicy(trx: Database, videoId: string, policy: CommentPolicy): Promise<void> {
  await trx.updateTable('videos').set({ comment_policy: policy }).where('id', '=', videoId).execute();
}

/**
 * Sets whether people like a comment that all can see, with its counter in the same transaction.
 *
 * @returns how many people do now; null: there is no such comment
 */
export async function setCommentLikes(
  db: Database,
  { commentId, wishes }: { commentId: string; wishes: Wishes },
): Promise<number | null> {
  const query = sql<{ count: number }>`
    with target as materialized (
      select id, likes from comments where id = ${commentId} and state = 'shown' for no key update),
    added as (
      insert into comment_likes (comment_id, user_id)
      select target.id, person from target, unnest(${peopleWho(wishes, true)}::text[]) as person order by person
      on conflict do nothing returning 1),
    removed as (
      delete from comment_likes using target
      where comment_id = target.id and user_id = any(${peopleWho(wishes, false)}::text[]) returning 1),
    change as (select (select count(*) from added) - (select count(*) from removed) as by),
    counted as (
      update comments set likes = comments.likes + change.by from target, change
      where comments.id = target.id and change.by <> 0 returning comments.likes as count)
    select coalesce((select count from counted), target.likes) as count from target`;
  const { rows } = await inTransaction(db, (trx) => query.execute(trx));
  return rows[0]?.count ?? null;
}

/** Everybody who has one of some names, and whether the writer of a comment on a video has to do with them. */
export async function listMentionable(
  db: Database,
  options: { names: string[]; writerId: string; videoId: string },
): Promise<Mentionable[]> {
  if (options.names.length === 0) return [];
  const { rows } = await sql<Mentionable>`
    select users.id, users.nickname,
      exists (select from follows where followed_id = users.id and follower_id = ${options.writerId})
      or exists (select from videos where id = ${options.videoId} and author_id = users.id)
      or exists (select from comments where author_id = users.id and video_id = ${options.videoId})
      as "isNear"
    from users where nickname = any(${options.names}::text[]) and state = 'active'
      and not ${isApart(options.writerId, sql.ref('users.id'))}
    order by "isNear" desc, users.created_at limit 200`.execute(db);
  return rows;
}
