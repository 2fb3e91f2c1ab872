import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { danmakuChannel } from './danmaku.ts';
import { setFollows } from './reactions.ts';
import { lockComment, removeComment } from './write-comments.ts';

/**
 * Takes away all that a person has said and pressed, with every counter that counted it. Nothing happens a second time;
 * what came of a call that was under way is taken by a later one.
 */
export async function forgetPerson(trx: Database, userId: string): Promise<void> {
  for (const query of [likes, favourites, commentLikes, shares, danmaku]) await query(userId).execute(trx);
  await unfollowAll(trx, userId);
  await removeComments(trx, userId);
  await forgetNames(trx, userId);
  await sql`delete from user_counts where user_id = ${userId}`.execute(trx);
}

const likes = (userId: string) => sql`
  with removed as (delete from video_likes where user_id = ${userId} returning video_id)
  update video_counts set likes = likes - 1 from removed where video_counts.video_id = removed.video_id`;

const favourites = (userId: string) => sql`
  with removed as (delete from video_favourites where user_id = ${userId} returning video_id)
  update video_counts set favourites = favourites - 1 from removed
  where video_counts.video_id = removed.video_id`;

const commentLikes = (userId: string) => sql`
  with removed as (delete from comment_likes where user_id = ${userId} returning comment_id)
  update comments set likes = likes - 1 from removed where comments.id = removed.comment_id`;

const shares = (userId: string) => sql`
  with removed as (delete from shares where user_id = ${userId} returning video_id)
  update video_counts set shares = shares - 1 from removed where video_counts.video_id = removed.video_id`;

const danmaku = (userId: string) => sql`
  with removed as (delete from danmaku where author_id = ${userId} returning id, video_id, state),
  shown as (select video_id, count(*) as many from removed where state = 'shown' group by video_id),
  counted as (
    update video_counts set danmaku = danmaku - many from shown where video_counts.video_id = shown.video_id)
  select pg_notify(${danmakuChannel}, json_build_object('videoId', video_id, 'news', id)::text)
  from removed where state = 'shown'`;

async function unfollowAll(trx: Database, userId: string): Promise<void> {
  const rows = await trx
    .selectFrom('follows')
    .select(['followed_id', 'follower_id'])
    .where((eb) => eb.or([eb('followed_id', '=', userId), eb('follower_id', '=', userId)]))
    .orderBy('followed_id')
    .execute();
  const followers = rows.filter(({ followed_id }) => followed_id === userId);
  const wishes = new Map(followers.map(({ follower_id }) => [follower_id, false]));
  await setFollows(trx, { followedId: userId, wishes });
  for (const { followed_id: followedId } of rows) {
    if (followedId !== userId) await setFollows(trx, { followedId, wishes: new Map([[userId, false]]) });
  }
}

async function removeComments(trx: Database, userId: string): Promise<void> {
  // Replies first: the place of a root is then kept for others' alone.
  const { rows } = await sql<{ id: string; root_id: string | null }>`
    select id, root_id from comments where author_id = ${userId} and state <> 'deleted'
    order by root_id is null, root_id, id`.execute(trx);
  for (const { id, root_id: rootId } of rows) {
    const root = rootId === null ? null : await lockComment(trx, rootId);
    const comment = await lockComment(trx, id);
    if (comment !== null && comment.state !== 'deleted') await removeComment(trx, comment, root);
  }
}

/** Takes a person's name out of what others have said to them, and the notices that name them or are theirs. */
async function forgetNames(trx: Database, userId: string): Promise<void> {
  await sql`update comments set mentions = coalesce(
      (select jsonb_agg(mention) from jsonb_array_elements(mentions) as mention where mention ->> 'id' <> ${userId}), '[]')
    where id in (select comment_id from notifications where user_id = ${userId} and kind = 'mention')`.execute(
    trx,
  );
  await sql`update comments set reply_to_id = null where reply_to_id = ${userId}
    and id in (select comment_id from notifications where user_id = ${userId} and kind = 'reply')`.execute(
    trx,
  );
  await sql`delete from notifications where user_id = ${userId} or actor_ids = array[${userId}]::text[]`.execute(
    trx,
  );
  await sql`update notifications set actor_ids = array_remove(actor_ids, ${userId})
    where ${userId} = any(actor_ids)`.execute(trx);
}
