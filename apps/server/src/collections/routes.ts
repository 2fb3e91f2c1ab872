import type { Viewer } from '@weireel/catalogue';
import type { CollectionBody, CollectionPage } from '@weireel/contract';
import { inTransaction, type Database } from '@weireel/db';
import {
  changeCollection,
  deleteCollection,
  insertCollection,
  listCollections,
  type CollectionFields,
  type CollectionOf,
} from '@weireel/db/collections';
import { collectionText, indexCollection, indexedText, type IndexedText } from '@weireel/db/search';
import { requireAudience } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import { keepAuthor, requireAuthor } from '../channels/require-author.ts';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { cutPage, defaultLimit, readCursor, writeCursor } from '../http/cursor.ts';
import { answerOnce } from '../http/idempotency.ts';
import { route } from '../http/route.ts';
import { requirePerson } from '../people/require-person.ts';
import { presentCollectionPage, presentCollections } from './present-collection.ts';
import { lockManagedCollection, requireCollection } from './require-collection.ts';

/** Collections and courses: making, changing and deleting them, and those of a person. */
export function collectionRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, signer } = context;

  const present = async (trx: Database, id: string, viewer: Viewer): Promise<CollectionPage> =>
    presentCollectionPage({ db: trx, signer }, await requireCollection(trx, id, viewer), viewer);

  // Cut before the transaction: it takes a moment.
  const searchText = ({ title, description }: CollectionBody): IndexedText =>
    indexedText(context.words, collectionText({ title, description }));

  route(app, 'createCollection', async ({ body, query, viewer, request }) => {
    const text = searchText(body);
    const author = await requireAuthor(db, { ...query, viewer, least: 'member' });
    return answerOnce(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      const id = context.newId();
      const fields = await fieldsOf(trx, body, { viewer, before: [] });
      await keepAuthor(trx, author);
      await insertCollection(trx, { id, ownerId: author.id, madeById: author.madeById, ...fields });
      await indexCollection(trx, id, text);
      return present(trx, id, viewer);
    });
  });

  route(app, 'collection', ({ params, viewer }) => present(db, params.id, viewer));

  route(app, 'putCollection', ({ params, body, viewer }) => {
    const text = searchText(body);
    return inTransaction(db, async (trx) => {
      const { groups } = await lockManagedCollection(trx, params.id, viewer);
      const before = groups.map(({ id }) => id);
      await changeCollection(trx, params.id, await fieldsOf(trx, body, { viewer, before }));
      await indexCollection(trx, params.id, text);
      return present(trx, params.id, viewer);
    });
  });

  route(app, 'deleteCollection', async ({ params, viewer }) => {
    await inTransaction(db, async (trx) => {
      await lockManagedCollection(trx, params.id, viewer);
      await deleteCollection(trx, params.id);
    });
    return undefined;
  });

  route(app, 'myCollections', async ({ query, viewer }) => {
    const { id: ownerId } = await requireAuthor(db, { as: query.as, viewer, least: 'member' });
    const wish = { ownerId, viewer, isOwn: true, videoId: query.videoId ?? null };
    const { rows, nextCursor } = await readPage(query, wish);
    const collections = await presentCollections(context, rows, viewer);
    const hasVideo = new Map(rows.map((row) => [row.id, row.has_video]));
    const items = collections.map((each) => ({ ...each, hasVideo: hasVideo.get(each.id) ?? null }));
    return { items, nextCursor };
  });

  route(app, 'userCollections', async ({ params, query, viewer }) => {
    const { user } = await requirePerson(db, params.id, viewer);
    const { rows, nextCursor } = await readPage(query, {
      ...{ ownerId: user.id, viewer, videoId: null },
      isOwn: user.id === viewer?.id,
    });
    return { items: await presentCollections(context, rows, viewer), nextCursor };
  });

  async function readPage(
    query: { limit?: number; cursor?: string },
    { viewer, ...wish }: { ownerId: string; viewer: Viewer; isOwn: boolean; videoId: string | null },
  ): Promise<{ rows: CollectionOf[]; nextCursor: string | null }> {
    const limit = query.limit ?? defaultLimit;
    const page = { askerId: viewer?.id ?? null, limit: limit + 1, before: readCursor(query.cursor) };
    const found = await listCollections(db, { ...wish, ...page });
    const { shown, nextCursor } = cutPage(found, limit, ({ created_at, id }) =>
      writeCursor({ at: created_at, id }),
    );
    return { rows: shown, nextCursor };
  }
}

/** What a body says of a collection, with the groups that it may be for. */
async function fieldsOf(
  trx: Database,
  { title, groupIds, visibility, ...rest }: CollectionBody,
  { viewer, before }: { viewer: SignedIn; before: readonly string[] },
): Promise<CollectionFields> {
  const wish = { viewerId: viewer.id, visibility, groupIds: groupIds ?? before, before };
  return { ...rest, visibility, title: title.trim(), groupIds: await requireAudience(trx, wish) };
}
