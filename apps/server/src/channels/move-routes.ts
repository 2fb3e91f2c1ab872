import { isOwnOf } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { changeOwner, collectionFacts } from '@weireel/db/collections';
import { indexAuthor, indexedText, indexUser, outdateVideo } from '@weireel/db/search';
import { findVideo } from '@weireel/db/videos';
import { moveVideo } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import { presentCollectionPage } from '../collections/present-collection.ts';
import { lockManagedCollection, requireCollection } from '../collections/require-collection.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { lockManaged, requireManaged } from '../videos/lock-managed.ts';
import { presentOneVideo } from '../videos/present-videos.ts';
import { keepAuthor, requireAuthor } from './require-author.ts';

/**
 * Moving what there is already to a channel, and back. Whose own it is may do so, and nobody by permission: who looks
 * after others' videos does not publish for them.
 */
export function moveRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, words, mediaAccess, newId } = context;

  route(app, 'putVideoAuthor', async ({ params, body, viewer, language, request }) => {
    await requireManaged(db, params.id, viewer);
    const author = await requireAuthor(db, { as: body.authorId, viewer, least: 'member' });
    const name = indexedText(words, { title: author.nickname, description: '', tags: [], author: '' });
    const assetId = await inTransaction(db, async (trx) => {
      const video = await lockManaged(trx, params.id, viewer);
      const authorship = { authorId: video.author_id, madeById: video.made_by };
      if (!isOwnOf(authorship, viewer)) throw new WeireelError('forbidden');
      await keepAuthor(trx, author);
      await moveVideo(trx, { video, author }, { newId, requestId: request.id, byId: viewer.id });
      // Only who has made something is ever found.
      await indexUser(trx, author.id, name);
      await outdateVideo(trx, video.id);
      return video.asset_id;
    });
    mediaAccess.forget(assetId);
    await indexAuthor(db, words, author.id);
    const row = await findVideo(db, params.id, viewer.id);
    if (!row) throw new WeireelError('not_found');
    return presentOneVideo(context, row, { viewer, language });
  });

  route(app, 'putCollectionOwner', async ({ params, body, viewer, request }) => {
    const owner = await requireAuthor(db, { as: body.ownerId, viewer, least: 'member' });
    const fromId = await inTransaction(db, async (trx) => {
      const row = await lockManagedCollection(trx, params.id, viewer);
      const facts = collectionFacts(row);
      if (!isOwnOf(facts, viewer)) throw new WeireelError('forbidden');
      if (facts.authorId === owner.id) return null;
      if (owner.madeById === null && facts.madeById !== viewer.id) throw new WeireelError('sent_by_others');
      await keepAuthor(trx, owner);
      await changeOwner(trx, params.id, owner);
      return facts.authorId;
    });
    if (fromId !== null)
      request.log.info(
        { collectionId: params.id, fromId, toId: owner.id, byId: viewer.id },
        'collection moved',
      );
    return presentCollectionPage(context, await requireCollection(db, params.id, viewer), viewer);
  });
}
