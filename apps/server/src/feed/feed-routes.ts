import { WeireelError, type Language, type Video } from '@weireel/contract';
import { listFollowed, listShowable, setAuthorHidden, setVideoHidden } from '@weireel/db/feed';
import { findUser } from '@weireel/db/people';
import { findVideo, listCards, listLatestVideos } from '@weireel/db/videos';
import { relatedTo } from '@weireel/feed';
import type { FastifyInstance } from 'fastify';
import { requireVideo } from '../community/require-video.ts';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { cutPage, defaultLimit, readCursor, writeCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { cutPublished } from '../videos/cut-published.ts';
import { presentVideos } from '../videos/present-videos.ts';
import { readSessionCursor, writeSessionCursor } from './feed-cursor.ts';
import { readHotPage } from './hot-page.ts';
import type { Ranking } from './ranking.ts';
import { createMixedRecommend } from './recommend.ts';

/** Most videos that are shown beside one. */
const mostRelated = 12;

/** Who asks for a page of a feed. */
interface Asking {
  viewer: SignedIn | null;
  language: Language;
  limit: number;
  cursor: string | undefined;
}

interface Page {
  items: Video[];
  nextCursor: string | null;
}

/** Streams of videos, what goes with one, and what somebody does not want to be shown. */
export function feedRoutes(
  app: FastifyInstance,
  context: ServerContext,
  ranking: () => Promise<Ranking>,
): void {
  const { db } = context;
  const recommend = createMixedRecommend(db, ranking);

  route(app, 'feed', ({ query, viewer, language, request }) => {
    const asking = { viewer, language, limit: query.limit ?? defaultLimit, cursor: query.cursor };
    switch (query.kind ?? 'latest') {
      case 'latest':
        return latest(asking);
      case 'hot':
        return hot(asking);
      case 'recommended':
        return viewer === null ? forVisitors(asking) : recommended(asking, viewer);
      case 'following':
        if (viewer === null) throw new WeireelError(request.authenticationFailure);
        return following(asking, viewer);
    }
  });

  async function latest({ viewer, language, limit, cursor }: Asking): Promise<Page> {
    const page = { viewerId: viewer?.id ?? null, limit: limit + 1, before: readCursor(cursor) };
    const { shown, nextCursor } = cutPublished(await listLatestVideos(db, page), limit);
    return { items: await presentVideos(context, shown, { viewer, language }), nextCursor };
  }

  async function following(asking: Asking, viewer: SignedIn): Promise<Page> {
    const page = { viewerId: viewer.id, limit: asking.limit + 1, before: readCursor(asking.cursor) };
    const { shown, nextCursor } = cutPage(await listFollowed(db, page), asking.limit, (place) =>
      writeCursor({ at: place.publishedAt, id: place.id }),
    );
    return { items: await present(shown, asking), nextCursor };
  }

  async function hot(asking: Asking): Promise<Page> {
    const { shown, nextCursor } = await readHotPage(db, (await ranking()).hot, asking);
    return { items: await present(shown, asking), nextCursor };
  }

  async function recommended(asking: Asking, viewer: SignedIn): Promise<Page> {
    const nowMs = context.now();
    const place = readSessionCursor(asking.cursor) ?? { sinceMs: nowMs, count: 0 };
    const { limit } = asking;
    const ids = await recommend({ viewerId: viewer.id, sinceMs: place.sinceMs, limit, nowMs });
    const next = writeSessionCursor({ ...place, count: place.count + ids.length });
    const items = await present(
      ids.map((id) => ({ id })),
      asking,
    );
    return { items, nextCursor: ids.length < limit ? null : next };
  }

  /** Nothing is known of them, and nothing is noted: their place says how many they were shown. */
  async function forVisitors(asking: Asking): Promise<Page> {
    const place = readSessionCursor(asking.cursor) ?? { sinceMs: context.now(), count: 0 };
    const { mixed } = await ranking();
    const ids = mixed.slice(place.count, place.count + asking.limit);
    const count = place.count + ids.length;
    const showable = await listShowable(db, { viewerId: null, ids });
    const nextCursor = count < mixed.length ? writeSessionCursor({ ...place, count }) : null;
    return { items: await present(showable, asking), nextCursor };
  }

  route(app, 'relatedVideos', async ({ params, viewer, language }) => {
    await requireVideo(db, 'see', { id: params.id, viewer });
    const row = await findVideo(db, params.id);
    if (row === null) throw new WeireelError('not_found');
    const topic = { id: row.video.id, authorId: row.video.author_id, tags: row.video.tags };
    const near = relatedTo(topic, (await ranking()).hot, mostRelated * 2);
    const ids = near.map(({ id }) => id);
    const showable = await listShowable(db, { viewerId: viewer?.id ?? null, ids });
    const shown = showable.slice(0, mostRelated);
    return { items: await present(shown, { viewer, language }), nextCursor: null };
  });

  const hideVideo = async (id: string, viewer: SignedIn, isHidden: boolean): Promise<undefined> => {
    await requireVideo(db, 'see', { id, viewer });
    await setVideoHidden(db, { userId: viewer.id, videoId: id, isHidden });
    return undefined;
  };
  route(app, 'hideVideo', ({ params, viewer }) => hideVideo(params.id, viewer, true));
  route(app, 'showVideo', ({ params, viewer }) => hideVideo(params.id, viewer, false));

  const hideAuthor = async (id: string, viewer: SignedIn, isHidden: boolean): Promise<undefined> => {
    if ((await findUser(db, id)) === null) throw new WeireelError('not_found');
    // Who sees nothing of their own would think that it is gone.
    if (id === viewer.id) throw new WeireelError('own_account');
    await setAuthorHidden(db, { userId: viewer.id, authorId: id, isHidden });
    return undefined;
  };
  route(app, 'hideAuthor', ({ params, viewer }) => hideAuthor(params.id, viewer, true));
  route(app, 'showAuthor', ({ params, viewer }) => hideAuthor(params.id, viewer, false));

  async function present(
    places: readonly { id: string }[],
    audience: Pick<Asking, 'viewer' | 'language'>,
  ): Promise<Video[]> {
    const cards = await listCards(
      db,
      places.map(({ id }) => id),
      audience.viewer?.id ?? null,
    );
    return presentVideos(context, cards, audience);
  }
}
