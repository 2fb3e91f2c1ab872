import { WeireelError, type Video } from '@weireel/contract';
import { listTaggedVideos, listTagsBeside } from '@weireel/db/videos';
import { tagNeighbours, type CountedTag } from '@weireel/feed';
import { comparableText } from '@weireel/search';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, readCursor } from '../http/cursor.ts';
import { route, type Call } from '../http/route.ts';
import { cutPublished } from '../videos/cut-published.ts';
import { presentVideos } from '../videos/present-videos.ts';
import { readHotCards, type CardPage } from './hot-page.ts';
import type { HotAmong } from './ranking.ts';

/** Tags that are named beside one. */
const mostRelated = 12;

const presentTag = ({ tag, count }: CountedTag): { tag: string; videoCount: number } => ({
  ...{ tag, videoCount: count },
});

/** Tags, and the videos that have one, however it is written. */
export function tagRoutes(app: FastifyInstance, context: ServerContext, hotAmong: HotAmong): void {
  const { db } = context;

  route(app, 'tag', async ({ params, viewer }) => {
    const key = comparableText(params.tag);
    const beside = await listTagsBeside(db, key, viewer?.id ?? null);
    const { own, others } = tagNeighbours(key, beside, { keyOf: comparableText, most: mostRelated });
    if (own === null) throw new WeireelError('not_found');
    return { ...presentTag(own), related: others.map(presentTag) };
  });

  route(app, 'tagVideos', async (call) => {
    const { viewer, language, query } = call;
    const { shown, nextCursor } = await (query.sort === 'hot' ? hot(call) : latest(call));
    const items: Video[] = await presentVideos(context, shown, { viewer, language });
    return { items, nextCursor };
  });

  async function latest({ params, query, viewer }: Call<'tagVideos'>): Promise<CardPage> {
    const limit = query.limit ?? defaultLimit;
    const page = { limit: limit + 1, before: readCursor(query.cursor) };
    const key = comparableText(params.tag);
    const cards = await listTaggedVideos(db, { key, askerId: viewer?.id ?? null, ...page });
    return cutPublished(cards, limit);
  }

  async function hot({ params, query, viewer }: Call<'tagVideos'>): Promise<CardPage> {
    const ranked = await hotAmong({ tagKey: comparableText(params.tag) });
    return readHotCards(db, ranked, { viewer, limit: query.limit ?? defaultLimit, cursor: query.cursor });
  }
}
