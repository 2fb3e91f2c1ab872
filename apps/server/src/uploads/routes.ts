import type { Readable } from 'node:stream';
import { requireRoom } from '@weireel/blob';
import { WeireelError, type Upload, type UploadPart } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import {
  findUpload,
  listOpenUploads,
  listParts,
  lockUpload,
  type UploadOfAsset,
  type UploadPartRow,
  type UploadRow,
} from '@weireel/db/uploads';
import { findAwaitingVideos, lockAsset } from '@weireel/db/videos';
import { deleteAssetWithVideos } from '@weireel/publishing';
import { expectedPartBytes } from '@weireel/upload';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { pageOf, readCursor } from '../http/cursor.ts';
import { refuseField } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { beginEarly } from './begin-early.ts';
import { createCompletions } from './complete-upload.ts';
import { createUpload } from './create-upload.ts';
import { createFairQueue } from './fair-queue.ts';
import { createTurns } from './in-turn.ts';
import { receivePart, shapeOf } from './receive-part.ts';
import { ReceivingBudget } from './receiving-budget.ts';
import { whyEnded } from './why-ended.ts';

const mebibyte = 1024 * 1024;

/** Parts in memory at once: sixteen of the usual size that have fully arrived, eight announced by one person. */
const receivingLimits = { totalBytes: 64 * mebibyte, personBytes: 32 * mebibyte, waitingParts: 64 };
/** 2 kB/s; a phone at the edge of its network does more. */
const leastRate = { bytes: 60_000, withinMs: 30_000 };
/** Files that are read for their checksum at once: it takes a whole processor. */
const hashedAtOnce = 1;

/** Uploads in parts. */
export function uploadRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;
  const budget = new ReceivingBudget(receivingLimits, context.elapsedMs);
  const receiving = { budget, leastRate, inTurn: createTurns() };
  const completeUpload = createCompletions(context, createFairQueue(hashedAtOnce));

  const takePart = async (upload: UploadRow, n: number, request: FastifyRequest): Promise<UploadPart> => {
    if (upload.state === 'complete') throw new WeireelError('upload_not_open');
    if (upload.state === 'expired') throw await whyEnded(db, upload);
    if (upload.expires_at.getTime() <= context.now()) throw new WeireelError('upload_expired');
    await requireRoom(context.blobs, upload.part_size_bytes);
    return receivePart(context, receiving, {
      ...{ upload, n, requestId: request.id },
      // The parser below hands the request's stream through; without a body there is none.
      body: (request.body as Readable | undefined) ?? request.raw,
      contentLength: lengthOf(request.headers['content-length']),
      sha256: sha256Of(request.headers['x-sha256']),
    });
  };

  const tryToBegin = async (upload: UploadRow, request: FastifyRequest): Promise<void> => {
    try {
      await beginEarly(context, upload);
    } catch (error) {
      // The part is safe, and without this the work begins when the upload ends.
      request.log.warn(error);
    }
  };

  const find = async (id: string, userId: string): Promise<UploadOfAsset> => {
    const upload = await findUpload(db, id, userId);
    if (!upload) throw new WeireelError('not_found');
    return upload;
  };

  route(app, 'createUpload', (call) => createUpload(context, call));

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
    for (const n of body.numbers) expectedPartBytes(shapeOf(upload), n);
    return {
      parts: body.numbers.map((n) => ({
        n,
        url: `/api/v1/uploads/${upload.id}/parts/${n}`,
        expiresAt: upload.expires_at.toISOString(),
      })),
    };
  });

  route(app, 'completeUpload', async ({ params, viewer, request }) =>
    completeUpload(await find(params.id, viewer.id), request.id),
  );

  route(app, 'cancelUpload', async ({ params, viewer, request }) => {
    const closed = await inTransaction(db, async (trx) => {
      const upload = await findUpload(trx, params.id, viewer.id);
      if (!upload) throw new WeireelError('not_found');
      // Before its asset, as everywhere: it may just be coming to its end.
      await lockUpload(trx, upload.id);
      const asset = await lockAsset(trx, upload.asset_id);
      if (!asset) return [];
      if (asset.state !== 'uploading') throw new WeireelError('upload_not_open');
      return deleteAssetWithVideos(trx, upload.asset_id, { newId: context.newId, requestId: request.id });
    });
    for (const assetId of closed) context.mediaAccess.forget(assetId);
    return undefined;
  });

  // Parts are raw bytes of whatever type the client says; only this call takes them, as a stream.
  app.register((parts, _options, done) => {
    parts.removeAllContentTypeParsers();
    parts.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    route(parts, 'putPart', async ({ params, viewer, request, reply }) => {
      try {
        const upload = await find(params.id, viewer.id);
        const part = await takePart(upload, params.n, request);
        await tryToBegin(upload, request);
        return part;
      } catch (error) {
        if (error instanceof WeireelError) {
          // Nobody's fault here: a sender that is slow or gone, or that sends something else than it said.
          request.log.info({ code: error.code }, 'part refused');
          if (error.code === 'part_too_slow') reply.header('connection', 'close');
        }
        throw error;
      }
    });
    done();
  });
}

function presentUpload(
  upload: UploadOfAsset,
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
    ...{ forTakes: upload.for_takes, replaces },
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
