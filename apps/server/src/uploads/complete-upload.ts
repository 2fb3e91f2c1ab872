import { createHash } from 'node:crypto';
import { isErrorCode, WeireelError } from '@weireel/contract';
import {
  appendEvent,
  changeAsset,
  findAsset,
  finishUpload,
  listParts,
  lockUpload,
  setStage,
  type Database,
  type UploadRow,
} from '@weireel/db';
import { enqueueJob } from '@weireel/jobs';
import { sniffContainer } from '@weireel/media';
import { missingParts } from '@weireel/upload';
import type { ServerContext } from '../http/context.ts';

/** Bytes that tell a container; MPEG-TS needs a few packets. */
const headBytes = 4096;

/**
 * Ends an upload: all parts here, whole-file checksum right when one was given, and a container that we know.
 * What is no video is refused for good and its asset fails with the code. Safe to repeat after a kill at any
 * point: the source is moved first, the rows follow in one commit.
 *
 * @throws WeireelError `parts_missing`, `checksum_mismatch`, `media_unknown_format`, `upload_expired`
 */
export async function completeUpload(
  context: ServerContext,
  upload: UploadRow,
  requestId: string,
): Promise<{ assetId: string }> {
  const refusal = await context.db.transaction().execute(async (trx): Promise<WeireelError | null> => {
    const locked = await lockUpload(trx, upload.id);
    if (!locked) throw new WeireelError('not_found');
    if (locked.state === 'complete') return null;
    if (locked.state === 'expired') throw await whyExpired(trx, locked);
    await checkParts(trx, locked);
    if ((await context.blobs.head(locked.blob_key)) === null) {
      if (!(await hasKnownContainer(context, locked))) return refuse(trx, locked, requestId);
      if (locked.sha256 !== null) await checkWhole(context, locked, locked.sha256);
      await completeBlob(context, trx, locked);
    }
    await finishUpload(trx, locked.id, 'complete');
    await changeAsset(trx, locked.asset_id, { state: 'processing', sourceKey: locked.blob_key }, 'uploading');
    await setStage(trx, locked.asset_id, 'upload', 'done');
    await enqueueJob(trx, { id: context.newId(), kind: 'process_first', assetId: locked.asset_id });
    await appendEvent(trx, {
      kind: 'upload.completed',
      subjectId: locked.id,
      userId: locked.user_id,
      requestId,
      payload: { assetId: locked.asset_id },
    });
    return null;
  });
  if (refusal) {
    await context.blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
    throw refusal;
  }
  return { assetId: upload.asset_id };
}

async function checkParts(trx: Database, upload: UploadRow): Promise<void> {
  const arrived = await listParts(trx, [upload.id]);
  const missing = missingParts(
    { partSizeBytes: upload.part_size_bytes, partCount: upload.part_count },
    arrived.map((part) => part.n),
  );
  if (missing.length === 0) return;
  throw new WeireelError('parts_missing', {
    detail: `missing: ${missing.slice(0, 20).join(', ')}${missing.length > 20 ? ' …' : ''}`,
    extra: { missing: missing.slice(0, 1000) },
  });
}

async function hasKnownContainer(context: ServerContext, upload: UploadRow): Promise<boolean> {
  const end = Math.min(headBytes, upload.size_bytes);
  const head = await context.blobs.readPartial(upload.blob_key, upload.blob_upload_id, 0, end);
  return sniffContainer(await joined(head)) !== null;
}

async function checkWhole(context: ServerContext, upload: UploadRow, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  const bytes = await context.blobs.readPartial(upload.blob_key, upload.blob_upload_id, 0, upload.size_bytes);
  for await (const chunk of bytes) hash.update(chunk);
  if (hash.digest('hex') !== sha256) throw new WeireelError('checksum_mismatch', { detail: 'whole file' });
}

async function completeBlob(context: ServerContext, trx: Database, upload: UploadRow): Promise<void> {
  const parts = await listParts(trx, [upload.id]);
  await context.blobs.completeMultipart(
    upload.blob_key,
    upload.blob_upload_id,
    parts.map(({ n, etag }) => ({ n, etag })),
  );
}

async function refuse(trx: Database, upload: UploadRow, requestId: string): Promise<WeireelError> {
  await finishUpload(trx, upload.id, 'expired');
  await changeAsset(trx, upload.asset_id, { state: 'failed', failureCode: 'media_unknown_format' });
  await setStage(trx, upload.asset_id, 'upload', 'done');
  await setStage(trx, upload.asset_id, 'probe', 'failed');
  await appendEvent(trx, {
    kind: 'asset.changed',
    subjectId: upload.asset_id,
    userId: upload.user_id,
    requestId,
  });
  return new WeireelError('media_unknown_format');
}

async function whyExpired(trx: Database, upload: UploadRow): Promise<WeireelError> {
  const asset = await findAsset(trx, upload.asset_id);
  const code = asset?.failure_code ?? '';
  return new WeireelError(isErrorCode(code) ? code : 'upload_expired');
}

async function joined(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
