import { forgetWatched, keepPosition, keepsHistory, listWatched, setHistory } from '@weireel/db/playback';
import type { FastifyInstance } from 'fastify';
import { requireVideo } from '../community/require-video.ts';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { cutPage, defaultLimit, readCursor, writeCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentVideos } from '../videos/present-videos.ts';

/** Each is a write to disk: players tell every quarter of a minute, and when they stop. */
const pace = { capacity: 20_000, burst: 20, everyMs: 3000 };

/** What somebody has watched, and how far they were. */
export function historyRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;
  const allowance = createAllowance(pace, context.elapsedMs);

  route(app, 'putPosition', async ({ params, body, viewer }) => {
    allowance.spend(viewer.id);
    const place = { userId: viewer.id, videoId: params.id, ...body };
    // Asked together in one statement, as it is so nearly always: players tell it all the time.
    if (await keepPosition(db, { ...place, onlyIfSeen: true })) return { isKept: true };
    await requireVideo(db, 'see', { id: params.id, viewer });
    return { isKept: await keepPosition(db, place) };
  });

  route(app, 'history', async ({ query, viewer, language }) => {
    const limit = query.limit ?? defaultLimit;
    const page = { userId: viewer.id, limit: limit + 1, before: readCursor(query.cursor) };
    const { shown, nextCursor } = cutPage(await listWatched(db, page), limit, ({ card, watchedAt }) =>
      writeCursor({ at: watchedAt, id: card.video.id }),
    );
    const cards = shown.map(({ card }) => card);
    const videos = await presentVideos(context, cards, { viewer, language });
    const byId = new Map(videos.map((video) => [video.id, video]));
    const items = shown.flatMap(({ card, positionMs, watchedAt }) => {
      const video = byId.get(card.video.id);
      return video ? [{ video, positionMs, watchedAt: watchedAt.toISOString() }] : [];
    });
    return { items, nextCursor };
  });

  route(app, 'clearHistory', async ({ viewer }) => {
    await forgetWatched(db, viewer.id);
    return undefined;
  });

  route(app, 'forgetWatched', async ({ params, viewer }) => {
    await requireVideo(db, 'see', { id: params.id, viewer });
    await forgetWatched(db, viewer.id, params.id);
    return undefined;
  });

  route(app, 'historySettings', async ({ viewer }) => ({ isKept: await keepsHistory(db, viewer.id) }));

  route(app, 'putHistorySettings', async ({ body, viewer }) => {
    await setHistory(db, viewer.id, body.isKept);
    return body;
  });
}
