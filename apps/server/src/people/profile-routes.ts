import { roleInChannel } from '@weireel/catalogue';
import { inTransaction } from '@weireel/db';
import { changeBadge, changeProfile, listPinnedIds, pinVideos, readUserCounts } from '@weireel/db/people';
import { indexAuthor, indexedText, indexUser, outdateAuthor } from '@weireel/db/search';
import { listFoundCards, listVideosBy } from '@weireel/db/videos';
import type { FastifyInstance } from 'fastify';
import { keepAuthor, requireAuthor } from '../channels/require-author.ts';
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
      channel:
        user.kind === 'channel'
          ? { handle: user.account ?? '', myRole: roleInChannel(user.id, viewer) }
          : null,
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

  route(app, 'putProfile', async ({ body, query, viewer, request }) => {
    const author = await requireAuthor(db, { ...query, viewer, least: 'owner' });
    const [nickname, bio] = [body.nickname.trim(), body.bio.trim()];
    refuseNames({ nickname });
    const isRenamed = nickname !== author.nickname;
    const name = indexedText(words, { title: nickname, description: '', tags: [], author: '' });
    await inTransaction(db, async (trx) => {
      await keepAuthor(trx, author);
      const change = { userId: author.id, byId: author.madeById, nickname, bio, requestId: request.id };
      await changeProfile(trx, change);
      if (!isRenamed) return;
      await indexUser(trx, author.id, name);
      await outdateAuthor(trx, author.id);
    });
    context.sessions.forgetPerson(author.id);
    if (isRenamed) await indexAuthor(db, words, author.id);
    return presentMe(context, author.id);
  });

  route(app, 'putPinnedVideos', async ({ body, query, viewer }) => {
    const { id } = await requireAuthor(db, { ...query, viewer, least: 'manager' });
    await inTransaction(db, (trx) => pinVideos(trx, id, body.videoIds));
    return undefined;
  });

  route(app, 'putBadge', async ({ params, body, viewer, request }) => {
    const badge = body.badge?.trim() ?? null;
    const change = { userId: params.id, badge, byId: viewer.id, requestId: request.id };
    return presentAccount(await inTransaction(db, (trx) => changeBadge(trx, change)));
  });
}
