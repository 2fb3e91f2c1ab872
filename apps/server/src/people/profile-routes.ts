import { inTransaction } from '@weireel/db';
import { changeBadge, changeProfile, listPinnedIds, pinVideos, readUserCounts } from '@weireel/db/people';
import { indexAuthor, indexedText, indexUser, outdateAuthor } from '@weireel/db/search';
import { listFoundCards, listVideosBy } from '@weireel/db/videos';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, readCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { cutPublished } from '../videos/cut-published.ts';
import { presentVideos } from '../videos/present-videos.ts';
import { presentAccount } from './present-account.ts';
import { presentMe } from './present-me.ts';
import { presentUser } from './present-user.ts';
import { refuseNames } from './refuse-names.ts';
import { requirePerson } from './require-person.ts';

/** People's own pages, and what they and administrators say of them. */
export function profileRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, words } = context;

  route(app, 'user', async ({ params, viewer, language }) => {
    const { user, stance } = await requirePerson(db, params.id, viewer);
    const pinnedIds = await listPinnedIds(db, user.id);
    const cards = await listFoundCards(db, pinnedIds, viewer?.id ?? null);
    return {
      ...presentUser(user, await readUserCounts(db, user.id)),
      pinned: await presentVideos(context, cards, { viewer, language }),
      mine: stance && { following: stance.following, blocked: stance.blocked, muted: stance.muted },
    };
  });

  route(app, 'userVideos', async ({ params, query, viewer, language }) => {
    const { user } = await requirePerson(db, params.id, viewer);
    const limit = query.limit ?? defaultLimit;
    const page = { limit: limit + 1, before: readCursor(query.cursor) };
    const cards = await listVideosBy(db, { ...page, authorId: user.id, askerId: viewer?.id ?? null });
    const { shown, nextCursor } = cutPublished(cards, limit);
    return { items: await presentVideos(context, shown, { viewer, language }), nextCursor };
  });

  route(app, 'putProfile', async ({ body, viewer, request }) => {
    const [nickname, bio] = [body.nickname.trim(), body.bio.trim()];
    refuseNames({ nickname });
    const isRenamed = nickname !== viewer.nickname;
    const name = indexedText(words, { title: nickname, description: '', tags: [], author: '' });
    await inTransaction(db, async (trx) => {
      await changeProfile(trx, { userId: viewer.id, nickname, bio, requestId: request.id });
      if (!isRenamed) return;
      await indexUser(trx, viewer.id, name);
      await outdateAuthor(trx, viewer.id);
    });
    context.sessions.forgetPerson(viewer.id);
    if (isRenamed) await indexAuthor(db, words, viewer.id);
    return presentMe(context, viewer.id);
  });

  route(app, 'putPinnedVideos', async ({ body, viewer }) => {
    await inTransaction(db, (trx) => pinVideos(trx, viewer.id, body.videoIds));
    return undefined;
  });

  route(app, 'putBadge', async ({ params, body, viewer, request }) => {
    const badge = body.badge?.trim() ?? null;
    const change = { userId: params.id, badge, byId: viewer.id, requestId: request.id };
    return presentAccount(await inTransaction(db, (trx) => changeBadge(trx, change)));
  });
}
