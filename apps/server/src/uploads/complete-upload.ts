import { createHash } from 'node:crypto';
import { WeireelError } from '@weireel/contract';
import { appendEvent, inTransaction, type Database } from '@weireel/db';
import { findCurrentEdition } from '@weireel/db/playback';
import { setStage } from '@weireel/db/processing';
import { finishUpload, listParts, lockUpload, type UploadRow } from '@weireel/db/uploads';
import { changeAsset, publishVideos, storeArtefact } from '@weireel/db/videos';
import { enqueueJob } from '@weireel/jobs';
import { refusalOfHead, sniffedBytes } from '@weireel/media';
import { endUpload } from '@weireel/upkeep';
import { missingParts } from '@weireel/upload';
import type { ServerContext } from '../http/context.ts';
import { joined } from './joined.ts';
import { whyEnded } from './why-ended.ts';

/**
 * Ends an upload: all parts here, whole-file checksum right when one was given, and a container that we know.
 * What is no video is refused for good and its asset fails with the code; so does a file with a wrong checksum of
 * which something plays already. Safe to repeat after a kill at any point: the source is moved first, the rows
 * follow in one commit.
 *
 * @throws WeireelError `parts_missing`, `checksum_mismatch`, `media_unknown_format`, `media_is_photo`, `upload_expired`
 */
export async function completeUpload(
  context: ServerContext,
  upload: UploadRow,
  requestId: string,
): Promise<{ assetId: string }> {
  const refusal = await inTransaction(context.db, async (trx): Promise<WeireelError | null> => {
    const locked = await lockUpload(trx, upload.id);
    if (!locked) throw new WeireelError('not_found');
    if (locked.state === 'complete') return null;
    if (locked.state === 'expired') throw await whyEnded(trx, locked);
    await checkParts(trx, locked);
    if ((await context.blobs.head(locked.blob_key)) === null) {
      const refused = await findFault(context, trx, locked);
      if (refused) {
        await endUpload(trx, locked, { code: refused.code, requestId });
        return refused;
      }
      await completeBlob(context, trx, locked);
    }
    await finishUpload(trx, locked.id, 'complete');
    await storeArtefact(trx, { kind: 'source', key: locked.blob_key, facts: {} });
    await changeAsset(trx, locked.asset_id, { state: 'processing' }, 'uploading');
    // What plays already is now for others, too.
    await publishVideos(trx, locked.asset_id);
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

async function refusalOfFile(
  context: ServerContext,
  upload: UploadRow,
): Promise<ReturnType<typeof refusalOfHead>> {
  const end = Math.min(sniffedBytes, upload.size_bytes);
  const head = await context.blobs.readPartial(upload.blob_key, upload.blob_upload_id, 0, end);
  return refusalOfHead(await joined(head));
}

/**
 * Why the whole is refused for good; null: it is not.
 *
 * @throws WeireelError `checksum_mismatch` when parts may still be sent again, because nobody has seen any of it
 */
async function findFault(
  context: ServerContext,
  trx: Database,
  upload: UploadRow,
): Promise<WeireelError | null> {
  const code = await refusalOfFile(context, upload);
  if (code !== null) return new WeireelError(code);
  if (upload.sha256 === null || (await hashOf(context, upload)) === upload.sha256) return null;
  const mismatch = new WeireelError('checksum_mismatch', { detail: 'whole file' });
  if ((await findCurrentEdition(trx, upload.asset_id)) === null) throw mismatch;
  return mismatch;
}

async function hashOf(context: ServerContext, upload: UploadRow): Promise<string> {
  const hash = createHash('sha256');
  const bytes = await context.blobs.readPartial(upload.blob_key, upload.blob_upload_id, 0, upload.size_bytes);
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}

async function completeBlob(context: ServerContext, trx: Database, upload: UploadRow): Promise<void> {
  const parts = await listParts(trx, [upload.id]);
  await context.blobs.completeMultipart(
    upload.blob_key,
    upload.blob_upload_id,
    parts.map(({ n, etag }) => ({ n, etag })),
  );
}
