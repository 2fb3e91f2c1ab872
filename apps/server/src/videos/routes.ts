import { actsFor, isManagedBy, may, type Viewer } from '@weireel/catalogue';
import { WeireelError, type Language } from '@weireel/contract';
import { inTransaction, type Database } from '@weireel/db';
import { findUser } from '@weireel/db/people';
import {
  findVideo,
  hasVideo,
  listAssets,
  listVideosOfAuthor,
  lockAsset,
  type VideoWithAsset,
} from '@weireel/db/videos';
import { indexedText, indexUser, indexVideo, type IndexedText } from '@weireel/db/search';
import type { Actor } from '@weireel/jobs';
import { reprocessAsset } from '@weireel/processing';
import {
  changeDetails,
  createVideo,
  deleteAssetWithVideos,
  deleteVideoWithAssets,
  replaceSource,
} from '@weireel/publishing';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keepAuthor, requireAuthor } from '../channels/require-author.ts';
import type { ServerContext } from '../http/context.ts';
import { cutPage, defaultLimit, pageOf, readCursor, writeCursor } from '../http/cursor.ts';
import { answerOnce } from '../http/idempotency.ts';
import { route } from '../http/route.ts';
import { readTime } from '../http/read-time.ts';
import { accessFacts } from './access-facts.ts';
import { lockManaged, requireManaged } from './lock-managed.ts';
import { presentCovers, type Audience } from './present-video.ts';
import { presentOneVideo, presentVideos } from './present-videos.ts';
import { requireManagedCard } from './require-card.ts';

/** Videos, and the assets below them. */
export function videoRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, config, signer, mediaAccess } = context;
  const actorOf = ({ id: requestId, viewer }: FastifyRequest): Actor => ({
    ...{ newId: context.newId, requestId },
    ...(viewer && { byId: viewer.id }),
  });
  const ownAudience = async (viewer: Viewer, language: Language): Promise<Audience> => ({
    viewer,
    language,
    forecast: await context.forecaster.now(),
  });

  // Cut before the transaction: it takes a moment.
  const searchText = (video: {
    title: string;
    description?: string;
    tags?: string[];
    author: string;
  }): IndexedText => indexedText(context.words, { description: '', tags: [], ...video });

  route(app, 'createVideo', async ({ body, query, viewer, language, request }) => {
    const author = await requireAuthor(db, { ...query, viewer, least: 'member' });
    const text = searchText({ ...body, author: author.nickname });
    const name = searchText({ title: author.nickname, author: '' });
    return answerOnce(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      const wish = {
        assetId: body.assetId,
        ...{ authorId: author.id, madeById: author.madeById },
        title: body.title.trim(),
        description: body.description ?? '',
        tags: body.tags ?? [],
        categoryId: body.categoryId ?? null,
        visibility: body.visibility,
        groupIds: body.groupIds ?? [],
        publishAt: readTime('publishAt', body.publishAt) ?? null,
        coverTimeMs: body.coverTimeMs ?? null,
        ...(body.coverWords !== undefined && { coverWords: body.coverWords }),
        reviewMode: config.review,
      };
      await keepAuthor(trx, author);
      const id = await createVideo(trx, wish, actorOf(request));
      await indexVideo(trx, id, text);
      // Only who has made something is ever found.
      await indexUser(trx, author.id, name);
      return presentOneVideo({ db: trx, signer }, await mustFind(trx, id, viewer), { viewer, language });
    });
  });

  route(app, 'video', async ({ params, viewer, language }) => {
    const row = await findVideo(db, params.id, viewer?.id);
    if (!row || !may('see', accessFacts(row), viewer)) throw new WeireelError('not_found');
    const isOwn = isManagedBy(accessFacts(row), viewer);
    const audience = isOwn ? await ownAudience(viewer, language) : { viewer, language };
    return presentOneVideo(context, row, audience);
  });

  route(app, 'putVideoDetails', async ({ params, body, viewer, language, request }) => {
    const { authorId } = await requireManaged(db, params.id, viewer);
    const author = authorId === viewer.id ? viewer : await findUser(db, authorId);
    const text = searchText({ ...body, author: author?.nickname ?? '' });
    const { closed, changed } = await inTransaction(db, async (trx) => {
      const video = await lockManaged(trx, params.id, viewer);
      const { coverTimeMs, groupIds, publishAt, ...words } = body;
      const at = readTime('publishAt', publishAt);
      const timely = at === undefined ? {} : { publishAt: at };
      const details = { ...words, ...timely, title: words.title.trim() };
      const audience = { viewerId: viewer.id, ...(groupIds !== undefined && { groupIds }) };
      const cover = coverTimeMs === undefined ? {} : { coverTimeMs };
      const wish = { video, details, ...audience, ...cover, reviewMode: config.review };
      const closed = await changeDetails(trx, wish, actorOf(request), context.newSecret);
      await indexVideo(trx, params.id, text);
      const row = await mustFind(trx, params.id, viewer);
      return { closed, changed: await presentOneVideo({ db: trx, signer }, row, { viewer, language }) };
    });
    for (const assetId of closed) mediaAccess.forget(assetId);
    return changed;
  });

  route(app, 'videoCovers', async ({ params, viewer }) => {
    const row = await requireManagedCard(db, params.id, viewer);
    return { items: presentCovers(row, signer), nextCursor: null };
  });

  route(app, 'deleteVideo', async ({ params, viewer, request }) => {
    const closed = await inTransaction(db, async (trx) => {
      const video = await lockManaged(trx, params.id, viewer);
      return deleteVideoWithAssets(trx, video, actorOf(request));
    });
    for (const assetId of closed) mediaAccess.forget(assetId);
    return undefined;
  });

  route(app, 'putVideoSource', async ({ params, body, viewer, language, request }) => {
    await inTransaction(db, async (trx) => {
      const video = await lockManaged(trx, params.id, viewer);
      const wish = { video, assetId: body.assetId, viewer, reviewMode: config.review };
      await replaceSource(trx, wish, actorOf(request));
    });
    return presentOneVideo(
      context,
      await mustFind(db, params.id, viewer),
      await ownAudience(viewer, language),
    );
  });

  route(app, 'reprocessVideo', async ({ params, viewer, language, request }) => {
    await inTransaction(db, async (trx) => {
      const video = await lockManaged(trx, params.id, viewer);
      await reprocessAsset(trx, video.asset_id, actorOf(request));
    });
    return presentOneVideo(
      context,
      await mustFind(db, params.id, viewer),
      await ownAudience(viewer, language),
    );
  });

  route(app, 'myVideos', async ({ query, viewer, language }) => {
    const limit = query.limit ?? defaultLimit;
    const author = await requireAuthor(db, { ...query, viewer, least: 'member' });
    const rows = await listVideosOfAuthor(db, {
      authorId: author.id,
      ...(!actsFor(author.id, viewer, 'manager') && { madeById: viewer.id }),
      limit: limit + 1,
      before: readCursor(query.cursor),
    });
    const audience = await ownAudience(viewer, language);
    const { shown, nextCursor } = cutPage(rows, limit, ({ video }) =>
      writeCursor({ at: video.created_at, id: video.id }),
    );
    return { items: await presentVideos(context, shown, audience), nextCursor };
  });

  route(app, 'myAssets', async ({ query, viewer }) => {
    const limit = query.limit ?? defaultLimit;
    const rows = await listAssets(db, {
      ownerId: viewer.id,
      limit: limit + 1,
      before: readCursor(query.cursor),
    });
    return pageOf(
      rows,
      limit,
      (asset) => ({
        id: asset.id,
        kind: asset.kind,
        origin: asset.origin,
        fileName: asset.file_name,
        sizeBytes: asset.size_bytes,
        state: asset.state === 'deleted' ? 'failed' : asset.state,
        durationMs: asset.duration_ms,
        widthPx: asset.width_px,
        heightPx: asset.height_px,
        createdAt: asset.created_at.toISOString(),
      }),
      (asset) => ({ at: asset.created_at, id: asset.id }),
    );
  });

  route(app, 'deleteAsset', async ({ params, viewer, request }) => {
    const closed = await inTransaction(db, async (trx) => {
      const asset = await lockAsset(trx, params.id);
      if (!asset || asset.owner_id !== viewer.id) throw new WeireelError('not_found');
      if (await hasVideo(trx, asset.id)) throw new WeireelError('asset_in_use');
      return deleteAssetWithVideos(trx, asset.id, actorOf(request));
    });
    for (const assetId of closed) mediaAccess.forget(assetId);
    return undefined;
  });
}

async function mustFind(db: Database, id: string, viewer: Viewer): Promise<VideoWithAsset> {
  const row = await findVideo(db, id, viewer?.id);
  if (!row) throw new WeireelError('not_found');
  return row;
}
