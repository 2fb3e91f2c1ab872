import { WeireelError, type Category } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import {
  findCategory,
  insertCategory,
  listCategories,
  orderCategories,
  updateCategory,
  type CategoryRow,
} from '@weireel/db/categories';
import { listVideosOfCategory } from '@weireel/db/videos';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { readHotCards, type CardPage } from '../feed/hot-page.ts';
import type { HotAmong } from '../feed/ranking.ts';
import { defaultLimit, readCursor } from '../http/cursor.ts';
import { answerOnce } from '../http/idempotency.ts';
import { refuseField } from '../http/problem.ts';
import { route, type Call } from '../http/route.ts';
import { cutPublished } from '../videos/cut-published.ts';
import { presentVideos } from '../videos/present-videos.ts';

/** Categories, their videos, and what administrators do with them. */
export function categoryRoutes(app: FastifyInstance, context: ServerContext, hotAmong: HotAmong): void {
  const { db } = context;
  const all = async () => ({ items: (await listCategories(db)).map(presentCategory), nextCursor: null });

  route(app, 'categories', all);

  const latest = async ({ params, query, viewer }: Call<'categoryVideos'>): Promise<CardPage> => {
    const limit = query.limit ?? defaultLimit;
    const page = { limit: limit + 1, before: readCursor(query.cursor) };
    const cards = await listVideosOfCategory(db, {
      ...{ categoryId: params.id, askerId: viewer?.id ?? null },
      ...page,
    });
    return cutPublished(cards, limit);
  };

  const hot = async ({ params, query, viewer }: Call<'categoryVideos'>): Promise<CardPage> => {
    const ranked = await hotAmong({ categoryId: params.id });
    return readHotCards(db, ranked, { viewer, limit: query.limit ?? defaultLimit, cursor: query.cursor });
  };

  route(app, 'categoryVideos', async (call) => {
    const { params, query, viewer, language } = call;
    if ((await findCategory(db, params.id)) === null) throw new WeireelError('not_found');
    const { shown, nextCursor } = await (query.sort === 'hot' ? hot(call) : latest(call));
    return { items: await presentVideos(context, shown, { viewer, language }), nextCursor };
  });

  route(app, 'createCategory', ({ body, viewer, request }) =>
    answerOnce(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      const row = await insertCategory(trx, { id: context.newId(), names: trimmed(body.names) });
      if (row === null) throw refuseField('names', 'too_many');
      return presentCategory(row);
    }),
  );

  route(app, 'putCategory', async ({ params, body }) => {
    const { names, isRetired } = body;
    const row = await updateCategory(db, { id: params.id, names: trimmed(names), isRetired });
    if (row === null) throw new WeireelError('not_found');
    return presentCategory(row);
  });

  route(app, 'putCategoryOrder', async ({ body }) => {
    const isDone = await inTransaction(db, (trx) => orderCategories(trx, body.ids));
    // Somebody has added one meanwhile, or these are others.
    if (!isDone) throw new WeireelError('wrong_state');
    return all();
  });
}

function presentCategory({ id, name_zh: zh, name_en: en, is_retired: isRetired }: CategoryRow): Category {
  return { id, names: { zh, en }, isRetired };
}

function trimmed({ zh, en }: Category['names']): Category['names'] {
  return { zh: zh.trim(), en: en.trim() };
}
