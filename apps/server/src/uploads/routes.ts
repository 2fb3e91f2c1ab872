import { sourceKey } from '@weireel/catalogue';
import type { Readable } from 'node:stream';
import { requireRoom } from '@weireel/blob';
import { WeireelError, type Upload } from '@weireel/contract';
import { appendEvent, inTransaction } from '@weireel/db';
import { lockUser, usedBytes } from '@weireel/db/people';
import { insertStages } from '@weireel/db/processing';
import {
  findUpload,
  insertUpload,
  listOpenUploads,
  listParts,
  lockUpload,
  type UploadPartRow,
  type UploadRow,
} from '@weireel/db/uploads';
import { findAwaitingVideos, insertAsset, noteArtefact, lockAsset } from '@weireel/db/videos';
import { admitUpload, expectedPartBytes, layOutParts } from '@weireel/upload';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { pageOf, readCursor } from '../http/cursor.ts';
import { once } from '../http/once.ts';
import { refuseField } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { deleteAssetWithVideos } from '../videos/delete-video.ts';
import { beginEarly } from './begin-early.ts';
import { ByteBudget } from './byte-budget.ts';
import { completeUpload } from './complete-upload.ts';
import { receivePart } from './receive-part.ts';
import { whyEnded } from './why-ended.ts';

/** Parts in memory at once, over all uploads: sixteen of the usual size. */
const budgetBytes = 64 * 1024 * 1024;

/** Uploads in parts. */
export function uploadRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, config } = context;
  const budget = new ByteBudget(budgetBytes);

  const find = async (id: string, userId: string): Promise<UploadRow> => {
    const upload = await findUpload(db, id, userId);
    if (!upload) throw new WeireelError('not_found');
    return upload;
  };

  route(app, 'createUpload', async ({ body, viewer, request }) =>
    once(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      // Two announcements at once must not share the same rest of the quota.
      await lockUser(trx, viewer.id);
      admitUpload(body, await usedBytes(trx, viewer.id), config.uploadLimits);
      await requireRoom(context.blobs, body.sizeBytes);
      const assetId = context.newId();
      const layout = layOutParts(body.sizeBytes);
      const contentType = body.contentType ?? null;
      const blobKey = sourceKey(assetId, context.newId());
      const blobUploadId = await context.blobs.createMultipart(blobKey, {
        sizeBytes: body.sizeBytes,
        partSizeBytes: layout.partSizeBytes,
      });
      await insertAsset(trx, {
        id: assetId,
        ownerId: viewer.id,
        fileName: body.fileName,
        contentType,
        sizeBytes: body.sizeBytes,
        mediaKey: context.newSecret(),
      });
      await noteArtefact(trx, {
        ...{ key: blobKey, assetId, kind: 'source', attemptId: null },
        sizeBytes: body.sizeBytes,
      });
      await insertStages(trx, assetId);
      const upload = await insertUpload(trx, {
        id: context.newId(),
        asset_id: assetId,
        user_id: viewer.id,
        file_name: body.fileName,
        size_bytes: body.sizeBytes,
        content_type: contentType,
        sha256: body.sha256 ?? null,
        part_size_bytes: layout.partSizeBytes,
        part_count: layout.partCount,
        blob_key: blobKey,
        blob_upload_id: blobUploadId,
        state: 'open',
        expires_at: new Date(context.now() + config.uploadHours * 3600_000),
      });
      await appendEvent(trx, {
        kind: 'upload.created',
        subjectId: upload.id,
        userId: viewer.id,
        requestId: request.id,
        payload: { assetId },
      });
      return {
        id: upload.id,
        assetId,
        ...layout,
        expiresAt: upload.expires_at.toISOString(),
      };
    }),
  );

  route(app, 'upload', async ({ params, viewer }) => {
    const upload = await find(params.id, viewer.id);
    const replaces = (await findAwaitingVideos(db, [upload.asset_id])).get(upload.asset_id) ?? null;
    return presentUpload(upload, await listParts(db, [upload.id]), replaces, context.now());
  });

  route(app, 'myUploads', async ({ query, viewer }) => {
    const limit = query.limit ?? 20;
    const rows = await listOpenUploads(db, {
      userId: viewer.id,
      limit: limit + 1,
      before: readCursor(query.cursor),
    });
    const parts = await listParts(
      db,
      rows.map((row) => row.id),
    );
    const awaiting = await findAwaitingVideos(
      db,
      rows.map((row) => row.asset_id),
    );
    return pageOf(
      rows,
      limit,
      (row) =>
        presentUpload(
          row,
          parts.filter((part) => part.upload_id === row.id),
          awaiting.get(row.asset_id) ?? null,
          context.now(),
        ),
      (row) => ({ at: row.created_at, id: row.id }),
    );
  });

  route(app, 'partUrls', async ({ params, body, viewer }) => {
    const upload = await find(params.id, viewer.id);
    const shape = {
      partSizeBytes: upload.part_size_bytes,
      partCount: upload.part_count,
      sizeBytes: upload.size_bytes,
    };
    for (const n of body.numbers) expectedPartBytes(shape, n);
    return {
      parts: body.numbers.map((n) => ({
        n,
        url: `/api/v1/uploads/${upload.id}/parts/${n}`,
        expiresAt: upload.expires_at.toISOString(),
      })),
    };
  });

  route(app, 'completeUpload', async ({ params, viewer, request }) =>
    completeUpload(context, await find(params.id, viewer.id), request.id),
  );

  route(app, 'cancelUpload', async ({ params, viewer, request }) => {
    await inTransaction(db, async (trx) => {
      const upload = await findUpload(trx, params.id, viewer.id);
      if (!upload) throw new WeireelError('not_found');
      // Before its asset, as everywhere: it may just be coming to its end.
      await lockUpload(trx, upload.id);
      const asset = await lockAsset(trx, upload.asset_id);
      if (!asset) return;
      if (asset.state !== 'uploading') throw new WeireelError('upload_not_open');
      await deleteAssetWithVideos(trx, upload.asset_id, { newId: context.newId, requestId: request.id });
    });
    context.mediaAccess.forget();
    return undefined;
  });

  // Parts are raw bytes of whatever type the client says; only this call takes them, as a stream.
  app.register((parts, _options, done) => {
    parts.removeAllContentTypeParsers();
    parts.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    route(parts, 'putPart', async ({ params, viewer, request }) => {
      const upload = await find(params.id, viewer.id);
      if (upload.state === 'complete') throw new WeireelError('upload_not_open');
      if (upload.state === 'expired') throw await whyEnded(db, upload);
      if (upload.expires_at.getTime() <= context.now()) throw new WeireelError('upload_expired');
      await requireRoom(context.blobs, upload.part_size_bytes);
      const part = await receivePart(context, budget, {
        upload,
        requestId: request.id,
        n: params.n,
        // The parser above hands the request's stream through; without a body there is none.
        body: (request.body as Readable | undefined) ?? request.raw,
        contentLength: lengthOf(request.headers['content-length']),
        sha256: sha256Of(request.headers['x-sha256']),
      });
      try {
        await beginEarly(context, upload);
      } catch (error) {
        // The part is safe, and without this the work begins when the upload ends.
        request.log.warn(error);
      }
      return part;
    });
    done();
  });
}

function presentUpload(
  upload: UploadRow,
  parts: UploadPartRow[],
  replaces: string | null,
  nowMs: number,
): Upload {
  const isOverdue = upload.state === 'open' && upload.expires_at.getTime() <= nowMs;
  return {
    id: upload.id,
    assetId: upload.asset_id,
    partSizeBytes: upload.part_size_bytes,
    partCount: upload.part_count,
    expiresAt: upload.expires_at.toISOString(),
    fileName: upload.file_name,
    sizeBytes: upload.size_bytes,
    state: isOverdue ? 'expired' : upload.state,
    createdAt: upload.created_at.toISOString(),
    replaces,
    parts: parts.map(({ n, size_bytes, etag }) => ({ n, sizeBytes: size_bytes, etag })),
  };
}

function lengthOf(header: string | undefined): number | null {
  return header === undefined ? null : Number(header);
}

function sha256Of(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[0-9a-f]{64}$/i.test(header)) return header.toLowerCase();
  throw refuseField('x-sha256', 'bad_format');
}
