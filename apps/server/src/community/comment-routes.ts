import {
  decidesAboutComments,
  isBeyondBlocks,
  isManagedBy,
  mayDeleteComment,
  type CommentingFacts,
  type Viewer,
} from '@weireel/catalogue';
import { WeireelError, type Comment } from '@weireel/contract';
import { inTransaction, type Database, type ListPosition } from '@weireel/db';
import {
  findComment,
  findPinned,
  listHeldComments,
  listHotComments,
  listNewComments,
  listReplies,
  lockComment,
  removeComment,
  setCommentLikes,
  setCommentPolicy,
  setPinned,
  showComment,
  type CommentRow,
  type CommentWithNames,
} from '@weireel/db/community';
import { lockVideo } from '@weireel/db/videos';
import type { FastifyInstance } from 'fastify';
import { requireAuthor } from '../channels/require-author.ts';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { cutPage, defaultLimit, pageOf, readCursor, writeCursor } from '../http/cursor.ts';
import { answerOnce, isAnswered } from '../http/idempotency.ts';
import { route } from '../http/route.ts';
import { createAllowance } from '../http/allowance.ts';
import { createComment } from './create-comment.ts';
import { readHotCursor, writeHotCursor } from './hot-cursor.ts';
import { presentComment } from './present-comment.ts';
import { requireComment } from './require-comment.ts';
import { requireVideo } from './require-video.ts';
import { tellOfComment } from './tell-of-comment.ts';
import { writeTogether } from './together.ts';

/** How fast one person may comment: as in a lively talk, and no faster. */
const pace = { capacity: 20_000, burst: 6, everyMs: 5000 };

/** Comments, their replies and likes, and what an author lets others say. */
export function commentRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;
  const allowance = createAllowance(pace, context.elapsedMs);

  route(app, 'comments', async ({ params, query, viewer }) => {
    const video = await requireVideo(db, 'see', { id: params.id, viewer });
    const isDeciding = decidesAboutComments(video, viewer);
    const limit = query.limit ?? defaultLimit;
    const page = { videoId: params.id, limit: limit + 1 };
    const reader = {
      ...{ viewerId: viewer?.id ?? null, seesHeld: isDeciding },
      seesAll: isBeyondBlocks(viewer),
    };
    const present = (row: Parameters<typeof presentComment>[0]): Comment =>
      presentComment(row, { video, viewer });
    if (query.state === 'held' || query.sort === 'new') {
      if (query.state === 'held' && !isDeciding) throw new WeireelError('forbidden');
      const before = readCursor(query.cursor);
      const isHeld = query.state === 'held';
      const [rows, first] = await Promise.all([
        isHeld
          ? listHeldComments(db, { ...page, before })
          : listNewComments(db, { ...page, ...reader, before }),
        !isHeld && before === null ? pinnedOf(params.id, viewer) : [],
      ]);
      const { shown, nextCursor } = cutPage(rows, limit, (row) => writeCursor(placeOf(row)));
      return { items: [...first, ...shown].map(present), nextCursor };
    }
    const before = readHotCursor(query.cursor);
    const [rows, first] = await Promise.all([
      listHotComments(db, { ...page, ...reader, before }),
      before === null ? pinnedOf(params.id, viewer) : [],
    ]);
    const { shown, nextCursor } = cutPage(rows, limit, (row) =>
      writeHotCursor({ likes: row.likes, ...placeOf(row) }),
    );
    return { items: [...first, ...shown].map(present), nextCursor };
  });

  const pinnedOf = async (videoId: string, viewer: Viewer) => {
    const pinned = await findPinned(db, videoId, {
      viewerId: viewer?.id ?? null,
      seesAll: isBeyondBlocks(viewer),
    });
    return pinned ? [pinned] : [];
  };

  route(app, 'commentReplies', async ({ params, query, viewer }) => {
    const { video } = await requireComment(db, params.id, viewer);
    const limit = query.limit ?? defaultLimit;
    const rows = await listReplies(db, {
      ...{ rootId: params.id, limit: limit + 1, after: readCursor(query.cursor) },
      ...{ viewerId: viewer?.id ?? null, seesHeld: decidesAboutComments(video, viewer) },
      seesAll: isBeyondBlocks(viewer),
    });
    return pageOf(rows, limit, (row) => presentComment(row, { video, viewer }), placeOf);
  });

  route(app, 'createComment', async ({ params, query, body, viewer, request }) => {
    const video = await requireVideo(db, 'comment', { id: params.id, viewer });
    const author = await requireAuthor(db, { ...query, viewer, least: 'member' });
    // A repeated call says nothing new.
    if (!(await isAnswered(context, request, viewer.id))) allowance.spend(viewer.id);
    return answerOnce(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      const id = context.newId();
      await createComment(trx, { id, videoId: params.id, video, viewer, author, body });
      const written = await readComment(trx, id, viewer);
      await tellOfComment(trx, written, { video, newId: context.newId, hasWaited: false });
      return presentComment(written, { video, viewer });
    });
  });

  route(app, 'deleteComment', async ({ params, viewer }) => {
    const { comment, video } = await requireLiving(params.id, viewer);
    if (!mayDeleteComment({ authorId: comment.author_id }, video, viewer))
      throw new WeireelError('forbidden');
    await changeComment(comment, (trx, held, root) => removeComment(trx, held, root));
    return undefined;
  });

  route(app, 'approveComment', async ({ params, viewer }) => {
    const { comment, video } = await requireLiving(params.id, viewer);
    if (!decidesAboutComments(video, viewer)) throw new WeireelError('forbidden');
    await changeComment(comment, async (trx, held) => {
      if (held.state !== 'held') return;
      await showComment(trx, held);
      const shown = { ...held, state: 'shown' as const }; // one of the states
      await tellOfComment(trx, shown, { video, newId: context.newId, hasWaited: true });
    });
    return presentNow(comment.id, { video, viewer });
  });

  const pin = async (id: string, viewer: SignedIn, isPinned: boolean): Promise<Comment> => {
    const { comment, video } = await requireLiving(id, viewer);
    if (!isManagedBy(video, viewer)) throw new WeireelError('forbidden');
    await inTransaction(db, async (trx) => {
      // One at a time for a video, so that two do not both come first.
      if (!(await lockVideo(trx, comment.video_id))) throw new WeireelError('not_found');
      const held = await lockComment(trx, id);
      if (held?.root_id !== null || held.state !== 'shown') throw new WeireelError('comment_not_pinnable');
      await setPinned(trx, held, isPinned);
    });
    return presentNow(id, { video, viewer });
  };
  route(app, 'pinComment', ({ params, viewer }) => pin(params.id, viewer, true));
  route(app, 'unpinComment', ({ params, viewer }) => pin(params.id, viewer, false));

  const setLike = writeTogether(async (commentId, wishes) => {
    const count = await setCommentLikes(db, { commentId, wishes });
    if (count === null) throw new WeireelError('not_found');
    return count;
  });
  route(app, 'likeComment', async ({ params, viewer }) => {
    await requireLiving(params.id, viewer);
    return { liked: true, likes: await setLike(params.id, viewer.id, true) };
  });
  route(app, 'unlikeComment', async ({ params, viewer }) => {
    await requireLiving(params.id, viewer);
    return { liked: false, likes: await setLike(params.id, viewer.id, false) };
  });

  route(app, 'putCommentPolicy', async ({ params, body, viewer }) => {
    const video = await requireVideo(db, 'see', { id: params.id, viewer });
    if (!isManagedBy(video, viewer)) throw new WeireelError('forbidden');
    await setCommentPolicy(db, params.id, body.policy);
    return { policy: body.policy };
  });

  /** A comment that the viewer may see and that has not been deleted. */
  async function requireLiving(id: string, viewer: Viewer) {
    const found = await requireComment(db, id, viewer);
    if (found.comment.state === 'deleted') throw new WeireelError('not_found');
    return found;
  }

  /** Holds a comment and the one below which it stands, in this order of levels, and changes it. */
  function changeComment(
    { id, root_id }: CommentRow,
    change: (trx: Database, held: CommentRow, root: CommentRow | null) => Promise<void>,
  ): Promise<void> {
    return inTransaction(db, async (trx) => {
      const root = root_id === null ? null : await lockComment(trx, root_id);
      const held = await lockComment(trx, id);
      if (!held || held.state === 'deleted') throw new WeireelError('not_found');
      await change(trx, held, root);
    });
  }

  /** A comment as it stands after a change, by whoever made it. */
  async function presentNow(
    id: string,
    audience: { video: CommentingFacts; viewer: SignedIn },
  ): Promise<Comment> {
    return presentComment(await readComment(db, id, audience.viewer), audience);
  }
}

async function readComment(db: Database, id: string, viewer: SignedIn): Promise<CommentWithNames> {
  const comment = await findComment(db, id, viewer.id);
  if (!comment) throw new WeireelError('not_found');
  return comment;
}

function placeOf({ created_at, id }: CommentRow): ListPosition {
  return { at: created_at, id };
}
