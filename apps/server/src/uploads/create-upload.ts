import { reservedBytes } from '@weireel/blob';
import { sourceKey } from '@weireel/catalogue';
import type { BodyOf, CreatedUpload } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { lockUser, usedBytes } from '@weireel/db/people';
import { insertStages } from '@weireel/db/processing';
import { insertUpload, readAnnouncements } from '@weireel/db/uploads';
import { insertAsset, noteArtefact } from '@weireel/db/videos';
import { stagesOfOrigin } from '@weireel/processing';
import { admitFile, admitUpload, layOutParts, type PartLayout } from '@weireel/upload';
import type { FastifyRequest } from 'fastify';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { answerOnce, isAnswered } from '../http/idempotency.ts';

type Announced = BodyOf<'createUpload'>;

/** Where the bytes of a new upload will go. */
interface NewBlob {
  assetId: string;
  key: string;
  uploadId: string;
  layout: PartLayout;
}

/**
 * Begins an upload. The store is asked before the transaction and not within it; what is begun there and not needed,
 * because the call was refused or answered before, is removed at once, or by the sweep after a kill.
 *
 * @throws WeireelError `file_too_large`, `unsupported_media_type`, `quota_exceeded`, `too_many_uploads`, `storage_full`
 */
export async function createUpload(
  context: ServerContext,
  call: { body: Announced; viewer: SignedIn; request: FastifyRequest },
): Promise<CreatedUpload> {
  const { db, blobs, config } = context;
  const { body, viewer, request } = call;
  admitFile(body, config.uploadLimits);
  const freeBytes = await blobs.freeBytes();
  const admit = async (trx: Database): Promise<void> => {
    const announced = await readAnnouncements(trx, viewer.id);
    const use = {
      usedBytes: await usedBytes(trx, viewer.id),
      openUploads: announced.ownCount,
      ownLackingBytes: announced.ownBytes,
      allLackingBytes: announced.allBytes,
      freeBytes: freeBytes === null ? null : freeBytes - reservedBytes,
    };
    admitUpload(body, use, config.uploadLimits);
  };
  if (!(await isAnswered(context, request, viewer.id))) await admit(db);

  const blob = await beginBlob(context, body);
  let isUsed = false;
  try {
    return await answerOnce(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      // Two announcements at once must not share the same rest of the quota.
      await lockUser(trx, viewer.id);
      await admit(trx);
      const created = await insertAll(context, trx, call, blob);
      // Also when the commit fails: it may have reached the database all the same, and if not, the sweep finds the blob.
      isUsed = true;
      return created;
    });
  } finally {
    if (!isUsed) await blobs.abortMultipart(blob.key, blob.uploadId);
  }
}

async function beginBlob(context: ServerContext, { sizeBytes, partSizeBytes }: Announced): Promise<NewBlob> {
  const { blobs } = context;
  const assetId = context.newId();
  const key = sourceKey(assetId, context.newId());
  const layout = layOutParts(sizeBytes, {
    wishedBytes: partSizeBytes,
    smallestPartBytes: blobs.smallestPartBytes,
  });
  const uploadId = await blobs.createMultipart(key, { sizeBytes, partSizeBytes: layout.partSizeBytes });
  return { assetId, key, uploadId, layout };
}

async function insertAll(
  context: ServerContext,
  trx: Database,
  { body, viewer, request }: { body: Announced; viewer: SignedIn; request: FastifyRequest },
  { assetId, key, uploadId, layout }: NewBlob,
): Promise<CreatedUpload> {
  const { fileName, sizeBytes, contentType = null, forTakes = false } = body;
  await insertAsset(trx, {
    ...{ id: assetId, ownerId: viewer.id, fileName, contentType, sizeBytes },
    ...{ mediaKey: context.newSecret(), forTakes },
  });
  await noteArtefact(trx, { ...{ key, assetId, kind: 'source', attemptId: null }, sizeBytes });
  await insertStages(trx, assetId, forTakes ? ['upload'] : stagesOfOrigin.upload);
  const upload = await insertUpload(trx, {
    id: context.newId(),
    asset_id: assetId,
    user_id: viewer.id,
    file_name: fileName,
    size_bytes: sizeBytes,
    content_type: contentType,
    sha256: body.sha256 ?? null,
    part_size_bytes: layout.partSizeBytes,
    part_count: layout.partCount,
    blob_key: key,
    blob_upload_id: uploadId,
    state: 'open',
    expires_at: new Date(context.now() + context.config.uploadHours * 3600_000),
  });
  await appendEvent(trx, {
    kind: 'upload.created',
    subjectId: upload.id,
    userId: viewer.id,
    requestId: request.id,
    payload: { assetId },
  });
  return { id: upload.id, assetId, ...layout, expiresAt: upload.expires_at.toISOString() };
}
