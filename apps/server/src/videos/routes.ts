import { canSee, isManagedBy, mustRotateMedia, reviewAtStart, type Viewer } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import {
  appendEvent,
  changeAsset,
  deleteVideo,
  findVideo,
  hasVideo,
  insertVideo,
  isShownElsewhere,
  listAssets,
  listLatestVideos,
  listVideosOfAuthor,
  lockAsset,
  publishVideos,
  rotateMediaKey,
  setStage,
  updateVideoDetails,
  type Database,
  type VideoWithAsset,
} from '@weireel/db';
import { enqueueJob, hasUnfinishedJob } from '@weireel/jobs';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { pageOf, readCursor } from '../http/cursor.ts';
import { once } from '../http/once.ts';
import { route } from '../http/route.ts';
import { deleteAssetWithVideos } from './delete-asset.ts';
import { presentVideo } from './present-video.ts';

const defaultLimit = 20;

/** Videos, the assets below them, and the feed. */
export function videoRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, config, signer } = context;

  route(app, 'createVideo', async ({ body, viewer, language, request }) =>
    once(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      const asset = await lockAsset(trx, body.assetId);
      if (!asset || asset.owner_id !== viewer.id) throw new WeireelError('not_found');
      const id = context.newId();
      await insertVideo(trx, {
        id,
        assetId: asset.id,
        authorId: viewer.id,
        title: body.title.trim(),
        description: body.description ?? '',
        tags: body.tags ?? [],
        categoryId: body.categoryId ?? null,
        visibility: body.visibility,
        review: reviewAtStart(config.review),
        coverTimeMs: body.coverTimeMs ?? null,
      });
      await appendEvent(trx, {
        kind: 'video.created',
        subjectId: id,
        userId: viewer.id,
        requestId: request.id,
      });
      return presentVideo(await mustFind(trx, id), signer, { viewer, language });
    }),
  );

  route(app, 'video', async ({ params, viewer, language }) => {
    const row = await findVideo(db, params.id);
    if (!row || !canSee(accessFacts(row), viewer)) throw new WeireelError('not_found');
    return presentVideo(row, signer, { viewer, language });
  });

  route(app, 'putVideoDetails', async ({ params, body, viewer, language, request }) => {
    await findManaged(db, params.id, viewer);
    return db.transaction().execute(async (trx) => {
      const before = await findManaged(trx, params.id, viewer);
      await lockAsset(trx, before.asset.id);
      const review = config.review === 'before' ? reviewAtStart('before') : before.video.review;
      await updateVideoDetails(trx, params.id, { ...body, title: body.title.trim(), review });
      if (mustRotateMedia(before.video, { visibility: body.visibility, review })) {
        await rotateMediaKey(trx, before.asset.id, context.newSecret());
      }
      await publishVideos(trx, before.asset.id);
      await appendEvent(trx, {
        kind: 'video.changed',
        subjectId: params.id,
        userId: before.video.author_id,
        requestId: request.id,
      });
      return presentVideo(await mustFind(trx, params.id), signer, { viewer, language });
    });
  });

  route(app, 'deleteVideo', async ({ params, viewer, request }) => {
    await db.transaction().execute(async (trx) => {
      const { video, asset } = await findManaged(trx, params.id, viewer);
      await lockAsset(trx, asset.id);
      const isShared = await isShownElsewhere(trx, asset.id, video.id);
      if (!isShared) {
        await deleteAssetWithVideos(trx, {
          assetId: asset.id,
          ownerId: asset.owner_id,
          jobId: context.newId(),
          requestId: request.id,
        });
        return;
      }
      await deleteVideo(trx, video.id);
      await appendEvent(trx, {
        kind: 'video.deleted',
        subjectId: video.id,
        userId: video.author_id,
        requestId: request.id,
      });
    });
    return undefined;
  });

  route(app, 'retryVideo', async ({ params, viewer, language, request }) => {
    await db.transaction().execute(async (trx) => {
      const { video, asset } = await findManaged(trx, params.id, viewer);
      const locked = await lockAsset(trx, asset.id);
      const isBusy = await hasUnfinishedJob(trx, asset.id, ['process_first', 'process_ladder']);
      if (locked?.state !== 'failed' || locked.source_key === null || isBusy)
        throw new WeireelError('not_retryable');
      await changeAsset(trx, asset.id, { state: 'processing', failureCode: null });
      for (const stage of [
        'probe',
        'first_playable',
        'poster',
        'ladder',
        'progressive',
        'derived',
      ] as const) {
        await setStage(trx, asset.id, stage, 'waiting', []);
      }
      await enqueueJob(trx, { id: context.newId(), kind: 'process_first', assetId: asset.id });
      await appendEvent(trx, {
        kind: 'asset.changed',
        subjectId: asset.id,
        userId: video.author_id,
        requestId: request.id,
      });
    });
    return presentVideo(await mustFind(db, params.id), signer, { viewer, language });
  });

  route(app, 'myVideos', async ({ query, viewer, language }) => {
    const limit = query.limit ?? defaultLimit;
    const rows = await listVideosOfAuthor(db, {
      authorId: viewer.id,
      limit: limit + 1,
      before: readCursor(query.cursor),
    });
    return pageOf(
      rows,
      limit,
      (row) => presentVideo(row, signer, { viewer, language }),
      ({ video }) => ({ at: video.created_at, id: video.id }),
    );
  });

  route(app, 'feed', async ({ query, viewer, language }) => {
    const limit = query.limit ?? defaultLimit;
    const rows = await listLatestVideos(db, { limit: limit + 1, before: readCursor(query.cursor) });
    return pageOf(
      rows,
      limit,
      (row) => presentVideo(row, signer, { viewer, language }),
      ({ video }) => ({ at: video.published_at ?? video.created_at, id: video.id }),
    );
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
    await db.transaction().execute(async (trx) => {
      const asset = await lockAsset(trx, params.id);
      if (!asset || asset.owner_id !== viewer.id) throw new WeireelError('not_found');
      if (await hasVideo(trx, asset.id)) throw new WeireelError('asset_in_use');
      await deleteAssetWithVideos(trx, {
        assetId: asset.id,
        ownerId: asset.owner_id,
        jobId: context.newId(),
        requestId: request.id,
      });
    });
    return undefined;
  });
}

function accessFacts(row: VideoWithAsset) {
  const { author_id, visibility, review } = row.video;
  return { authorId: author_id, visibility, review, playable: row.edition !== null };
}

async function mustFind(db: Database, id: string): Promise<VideoWithAsset> {
  const row = await findVideo(db, id);
  if (!row) throw new WeireelError('not_found');
  return row;
}

/** A video that the viewer may change; those who may only see it are told so, others see nothing. */
async function findManaged(db: Database, id: string, viewer: Viewer): Promise<VideoWithAsset> {
  const row = await mustFind(db, id);
  const facts = accessFacts(row);
  if (isManagedBy(facts, viewer)) return row;
  throw new WeireelError(canSee(facts, viewer) ? 'forbidden' : 'not_found');
}
