import { listFavourites, listHeldFor } from '@weireel/db/community';
import type { FastifyInstance } from 'fastify';
import { requireAuthor } from '../channels/require-author.ts';
import type { ServerContext } from '../http/context.ts';
import { cutPage, defaultLimit, pageOf, readCursor, writeCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentVideos } from '../videos/present-videos.ts';
import { presentComment } from './present-comment.ts';
import { requireComment } from './require-comment.ts';

/** What concerns one person: their favourites, comments that wait for their word, and one comment by itself. */
export function communityListRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;

  route(app, 'myFavourites', async ({ query, viewer, language }) => {
    const limit = query.limit ?? defaultLimit;
    const page = { userId: viewer.id, limit: limit + 1, before: readCursor(query.cursor) };
    const { shown, nextCursor } = cutPage(await listFavourites(db, page), limit, ({ card, at }) =>
      writeCursor({ at, id: card.video.id }),
    );
    const cards = shown.map(({ card }) => card);
    return { items: await presentVideos(context, cards, { viewer, language }), nextCursor };
  });

  route(app, 'heldComments', async ({ query, viewer }) => {
    const limit = query.limit ?? defaultLimit;
    const { id: authorId } = await requireAuthor(db, { as: query.as, viewer, least: 'manager' });
    const page = { authorId, limit: limit + 1, before: readCursor(query.cursor) };
    const rows = await listHeldFor(db, page);
    return pageOf(
      rows,
      limit,
      (row) => ({
        comment: presentComment(row, { video: row.video, viewer }),
        video: { id: row.video_id, title: row.title },
      }),
      ({ created_at, id }) => ({ at: created_at, id }),
    );
  });

  route(app, 'comment', async ({ params, viewer }) => {
    const { comment, video } = await requireComment(db, params.id, viewer);
    return presentComment(comment, { video, viewer });
  });
}
