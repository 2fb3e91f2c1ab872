import { decidesAboutComments, isBeyondBlocks, mayDeleteComment } from '@weireel/catalogue';
import { danmakuCacheMs, WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import {
  listDanmaku,
  listHeldDanmaku,
  removeDanmaku,
  showDanmaku,
  type DanmakuRow,
} from '@weireel/db/community';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { answerOnce, isAnswered } from '../http/idempotency.ts';
import { route } from '../http/route.ts';
import { createDanmaku } from './create-danmaku.ts';
import { presentDanmaku } from './present-danmaku.ts';
import { requireDanmaku } from './require-danmaku.ts';
import { requireVideo } from './require-video.ts';

/** How fast one person may send: as one calls out while watching, and no faster. */
const pace = { capacity: 20_000, burst: 5, everyMs: 3000 };

/** What people say at the moments of a video. */
export function danmakuRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;
  const allowance = createAllowance(pace, context.elapsedMs);

  route(app, 'danmaku', async ({ params, query, viewer, reply }) => {
    const video = await requireVideo(db, 'see', { id: params.id, viewer });
    if (query.state === 'held') {
      if (!decidesAboutComments(video, viewer)) throw new WeireelError('forbidden');
      const limit = query.limit ?? defaultLimit;
      const page = { videoId: params.id, limit: limit + 1, before: readCursor(query.cursor) };
      const placeOf = ({ created_at, id }: DanmakuRow) => ({ at: created_at, id });
      return pageOf(await listHeldDanmaku(db, page), limit, presentDanmaku, placeOf);
    }
    // What is left out is each reader's own; else it is the same for all who watch, and new ones come by the stream.
    if (viewer === null) reply.header('cache-control', `public, max-age=${danmakuCacheMs / 1000}`);
    if (video.policy === 'closed') return { items: [], nextCursor: null };
    const readerId = isBeyondBlocks(viewer) ? null : (viewer?.id ?? null);
    const rows = await listDanmaku(db, { videoId: params.id, window: query.window ?? 0, readerId });
    return { items: rows.map(presentDanmaku), nextCursor: null };
  });

  route(app, 'createDanmaku', async ({ params, body, viewer, request }) => {
    const video = await requireVideo(db, 'comment', { id: params.id, viewer });
    // A repeated call says nothing new.
    if (!(await isAnswered(context, request, viewer.id))) allowance.spend(viewer.id);
    const saying = { videoId: params.id, video, viewer, body };
    return answerOnce(context, request, { userId: viewer.id, status: 201 }, async (trx) =>
      presentDanmaku(await createDanmaku(trx, { id: context.newId(), nowMs: context.now(), ...saying })),
    );
  });

  route(app, 'deleteDanmaku', async ({ params, viewer }) => {
    const { danmaku, video } = await requireDanmaku(db, params.id, viewer);
    if (!mayDeleteComment({ authorId: danmaku.author_id }, video, viewer))
      throw new WeireelError('forbidden');
    if (!(await inTransaction(db, (trx) => removeDanmaku(trx, params.id))))
      throw new WeireelError('not_found');
    return undefined;
  });

  route(app, 'approveDanmaku', async ({ params, viewer }) => {
    const { video } = await requireDanmaku(db, params.id, viewer);
    if (!decidesAboutComments(video, viewer)) throw new WeireelError('forbidden');
    const shown = await inTransaction(db, (trx) => showDanmaku(trx, params.id));
    if (shown === null) throw new WeireelError('not_found');
    return presentDanmaku(shown);
  });
}
