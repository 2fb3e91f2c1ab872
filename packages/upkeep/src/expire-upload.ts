import type { BlobStore } from '@weireel/blob';
import { appendEvent, changeAsset, finishUpload, setStage, type Database, type UploadRow } from '@weireel/db';

/** Ends an open upload that cannot go on, with its asset, and removes what has arrived. */
export async function expireUpload(db: Database, blobs: BlobStore, upload: UploadRow): Promise<void> {
  const isOurs = await db.transaction().execute(async (trx) => {
    if (!(await finishUpload(trx, upload.id, 'expired'))) return false;
    const failed = { state: 'failed', failureCode: 'upload_expired' } as const;
    await changeAsset(trx, upload.asset_id, failed, 'uploading');
    await setStage(trx, upload.asset_id, 'upload', 'failed');
    await appendEvent(trx, {
      kind: 'upload.expired',
      subjectId: upload.id,
      userId: upload.user_id,
      payload: { assetId: upload.asset_id },
    });
    return true;
  });
  if (isOurs) await blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
}
