import { inTransaction } from '@weireel/db';
import { listCollectionItems, putItem, removeItems, setItems } from '@weireel/db/collections';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { cutPage, defaultLimit } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentVideos } from '../videos/present-videos.ts';
import { readPlaceCursor, writePlaceCursor } from './place-cursor.ts';
import { lockManagedCollection, requireCollection } from './require-collection.ts';

/** What is in a collection, and in which order. */
export function collectionItemRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;

  route(app, 'collectionItems', async ({ params, query, viewer, language }) => {
    await requireCollection(db, params.id, viewer);
    const limit = query.limit ?? defaultLimit;
    const page = { limit: limit + 1, after: readPlaceCursor(query.cursor) };
    const found = await listCollectionItems(db, {
      ...{ collectionId: params.id, askerId: viewer?.id ?? null, ...page },
    });
    const { shown, nextCursor } = cutPage(found, limit, ({ place }) => writePlaceCursor(place));
    const cards = shown.map(({ card }) => card);
    const isDone = new Map(shown.map((item) => [item.card.video.id, item.isDone]));
    const videos = await presentVideos(context, cards, { viewer, language });
    return { items: videos.map((video) => ({ video, isDone: isDone.get(video.id) === true })), nextCursor };
  });

  route(app, 'putCollectionItems', async ({ params, body, viewer }) => {
    await inTransaction(db, async (trx) => {
      await lockManagedCollection(trx, params.id, viewer);
      await setItems(trx, { collectionId: params.id, videoIds: body.videoIds }, viewer.id);
    });
    return undefined;
  });

  route(app, 'putCollectionItem', async ({ params, body, viewer }) => {
    await inTransaction(db, async (trx) => {
      await lockManagedCollection(trx, params.id, viewer);
      await putItem(trx, { collectionId: params.id, videoId: params.videoId, ...body }, viewer.id);
    });
    return undefined;
  });

  route(app, 'removeCollectionItem', async ({ params, viewer }) => {
    await inTransaction(db, async (trx) => {
      await lockManagedCollection(trx, params.id, viewer);
      await removeItems(trx, params.id, [params.videoId]);
    });
    return undefined;
  });
}
