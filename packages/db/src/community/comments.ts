import type { VideoAccessFacts } from '@weireel/catalogue';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, isBehind, isOneOf, type ListPosition } from '../engine/keyset.ts';
import { isApart, isHeard } from '../people/apart.ts';
import { factsOf, isDue } from '../videos/visible.ts';
import type { CommentRow } from './tables.ts';

/** A comment with the names that stand beside it. */
export type CommentWithNames = CommentRow & {
  nickname: string;
  avatar_key: string | null;
  reply_to_nickname: string | null;
  reply_to_avatar_key: string | null;
  /** Whether the viewer likes it. */
  liked: boolean;
  /** Whether the viewer has blocked its author, or is blocked by them. */
  is_apart: boolean;
};

/** A place in a list of comments that is ordered by likes, too. */
export interface HotPosition extends ListPosition {
  /** Likes of the last item seen. */
  likes: number;
}

/** Who reads comments. */
export interface CommentReader {
  /** Their id; null: nobody signed in. */
  viewerId: string | null;
  /** Whether they decide about the comments of the video, and so see those that wait. */
  seesHeld: boolean;
  /** Whether neither blocks nor mutes keep anything from them. */
  seesAll: boolean;
}

function withNames(db: Database, viewerId: string | null) {
  return db
    .selectFrom('comments')
    .innerJoin('users', 'users.id', 'comments.author_id')
    .leftJoin('users as answered', 'answered.id', 'comments.reply_to_id')
    .selectAll('comments')
    .select((eb) => [
      'users.nickname',
      'users.avatar_key',
      'answered.nickname as reply_to_nickname',
      'answered.avatar_key as reply_to_avatar_key',
      eb
        .exists(
          eb
            .selectFrom('comment_likes')
            .select(sql`1`.as('one'))
            .whereRef('comment_id', '=', 'comments.id')
            .where('user_id', '=', viewerId),
        )
        .$castTo<boolean>()
        .as('liked'),
      (viewerId === null ? sql<boolean>`false` : isApart(viewerId, sql.ref('comments.author_id'))).as(
        'is_apart',
      ),
    ]);
}

/**
 * Comments that wait are seen by who wrote them and who decides about them; and those of people with whom a reader
 * wants to have nothing to do not by them.
 */
function visibleTo(reader: CommentReader) {
  const { viewerId, seesHeld } = reader;
  return sql<boolean>`((comments.state <> 'held' or ${seesHeld} or comments.author_id = ${viewerId})
    and ${isReadBy(reader)})`;
}

function isReadBy({ viewerId, seesAll }: Pick<CommentReader, 'viewerId' | 'seesAll'>) {
  return isHeard(seesAll ? null : viewerId, sql.ref('comments.author_id'));
}

/** Finds a comment; null: there is none. */
export async function findComment(
  db: Database,
  id: string,
  viewerId: string | null = null,
): Promise<CommentWithNames | null> {
  return (await withNames(db, viewerId).where('comments.id', '=', id).executeTakeFirst()) ?? null;
}

/** The comment that stands before all others of a video; null: none does. */
export async function findPinned(
  db: Database,
  videoId: string,
  reader: Pick<CommentReader, 'viewerId' | 'seesAll'>,
): Promise<CommentWithNames | null> {
  const query = withNames(db, reader.viewerId)
    .where('comments.video_id', '=', videoId)
    .where('comments.pinned', '=', sql.lit(true))
    .where(isReadBy(reader));
  return (await query.executeTakeFirst()) ?? null;
}

/** Comments below a video, the newest first, without the pinned one. */
export function listNewComments(
  db: Database,
  options: CommentReader & { videoId: string; limit: number; before: ListPosition | null },
): Promise<CommentWithNames[]> {
  const page = below(db, options)
    .where(isAfter(['comments.created_at', 'comments.id'], options.before))
    .orderBy('comments.created_at', 'desc')
    .orderBy('comments.id', 'desc')
    .limit(options.limit);
  return withNames(db, options.viewerId)
    .where(isOneOf('comments.id', page))
    .orderBy('comments.created_at', 'desc')
    .orderBy('comments.id', 'desc')
    .execute();
}

/** Comments below a video, the most liked first, without the pinned one. */
export function listHotComments(
  db: Database,
  options: CommentReader & { videoId: string; limit: number; before: HotPosition | null },
): Promise<CommentWithNames[]> {
  const { before } = options;
  const order = ['comments.likes', 'comments.created_at', 'comments.id'];
  const page = below(db, options)
    .where(isBehind(order, before && [before.likes, before.at, before.id], 'descending'))
    .orderBy('comments.likes', 'desc')
    .orderBy('comments.created_at', 'desc')
    .orderBy('comments.id', 'desc')
    .limit(options.limit);
  return withNames(db, options.viewerId)
    .where(isOneOf('comments.id', page))
    .orderBy('comments.likes', 'desc')
    .orderBy('comments.created_at', 'desc')
    .orderBy('comments.id', 'desc')
    .execute();
}

/** Those below a video that a reader sees, without the pinned one. */
function below(db: Database, options: CommentReader & { videoId: string }) {
  return db
    .selectFrom('comments')
    .select('comments.id')
    .where('comments.video_id', '=', options.videoId)
    .where('comments.root_id', 'is', null)
    .where('comments.pinned', '=', sql.lit(false))
    .where(visibleTo(options));
}

/** Comments on a video, replies among them, that wait for a word, the newest first. */
export function listHeldComments(
  db: Database,
  options: { videoId: string; limit: number; before: ListPosition | null },
): Promise<CommentWithNames[]> {
  const page = db
    .selectFrom('comments')
    .select('comments.id')
    .where('comments.video_id', '=', options.videoId)
    .where('comments.state', '=', sql.lit('held'))
    .where(isAfter(['comments.created_at', 'comments.id'], options.before))
    .orderBy('comments.created_at', 'desc')
    .orderBy('comments.id', 'desc')
    .limit(options.limit);
  return withNames(db, null)
    .where(isOneOf('comments.id', page))
    .orderBy('comments.created_at', 'desc')
    .orderBy('comments.id', 'desc')
    .execute();
}

/** A comment that waits for somebody's word, with the video that it is about. */
export type HeldComment = CommentWithNames & {
  title: string;
  /** What access to the video depends on. */
  video: VideoAccessFacts;
};

/** Comments on all of a person's videos that wait for their word, the newest first. */
export async function listHeldFor(
  db: Database,
  options: { authorId: string; limit: number; before: ListPosition | null },
): Promise<HeldComment[]> {
  const rows = await withNames(db, options.authorId)
    .innerJoin('videos', 'videos.id', 'comments.video_id')
    .innerJoin('assets', 'assets.id', 'videos.asset_id')
    .select(['videos.title', 'videos.made_by as video_made_by'])
    .select(['videos.visibility', 'videos.review', 'videos.published_at', isDue().as('is_due')])
    .select(['assets.edition_id', 'assets.state as asset_state'])
    .where('comments.held_for', '=', options.authorId)
    .where(isReadBy({ viewerId: options.authorId, seesAll: false }))
    .where('comments.state', '=', sql.lit('held'))
    .where(isAfter(['comments.created_at', 'comments.id'], options.before))
    .orderBy('comments.created_at', 'desc')
    .orderBy('comments.id', 'desc')
    .limit(options.limit)
    .execute();
  return rows.map(
    ({ visibility, review, published_at, is_due, edition_id, asset_state, video_made_by, ...row }) => ({
      ...row,
      video: {
        ...{ authorId: options.authorId, madeById: video_made_by },
        // Who made it needs no group.
        isMember: false,
        isApart: false,
        ...factsOf({ visibility, review, published_at, is_due }, { edition_id, state: asset_state }),
      },
    }),
  );
}

/** Replies to a comment, the oldest first. */
export function listReplies(
  db: Database,
  options: CommentReader & { rootId: string; limit: number; after: ListPosition | null },
): Promise<CommentWithNames[]> {
  const { after } = options;
  return withNames(db, options.viewerId)
    .where('comments.root_id', '=', options.rootId)
    .where(visibleTo(options))
    .where(isBehind(['comments.created_at', 'comments.id'], after && [after.at, after.id], 'ascending'))
    .orderBy('comments.created_at')
    .orderBy('comments.id')
    .limit(options.limit)
    .execute();
}

/** Whether a person has said the same a moment ago, anywhere. */
export async function hasJustSaid(
  db: Database,
  { authorId, body }: { authorId: string; body: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('comments')
    .select('id')
    .where('author_id', '=', authorId)
    .where('created_at', '>', sql<Date>`now() - interval '10 minutes'`)
    .where('body', '=', body)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
