import { assetSubject, type ErrorCode } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { withdrawEditions } from '@weireel/db/playback';
import { setStage } from '@weireel/db/processing';
import { finishUpload, lockUpload, type UploadRow } from '@weireel/db/uploads';
import { changeAsset, lockAsset } from '@weireel/db/videos';
import { cancelJobsAbout } from '@weireel/jobs';

/**
 * Ends an open upload that comes to nothing, within the caller's transaction: its asset fails with the code, work on
 * what has arrived stops, and what played of it plays no more. When that has committed, the caller removes the parts.
 *
 * @returns false when it was not open any more; nothing was changed then
 */
export async function endUpload(
  trx: Database,
  upload: UploadRow,
  options: { code: ErrorCode; requestId?: string },
): Promise<boolean> {
  const { code, requestId } = options;
  // Upload, asset, jobs: always locked in this order, so that nobody waits for us while we wait for them.
  if ((await lockUpload(trx, upload.id))?.state !== 'open') return false;
  await lockAsset(trx, upload.asset_id);
  await finishUpload(trx, upload.id, 'expired');
  await changeAsset(trx, upload.asset_id, { state: 'failed', failureCode: code }, 'uploading');
  await cancelJobsAbout(trx, assetSubject(upload.asset_id));
  await withdrawEditions(trx, upload.asset_id);
  const isRefused = code !== 'upload_expired';
  await setStage(trx, upload.asset_id, 'upload', isRefused ? 'done' : 'failed');
  if (isRefused) await setStage(trx, upload.asset_id, 'probe', 'failed');
  await appendEvent(trx, {
    kind: 'upload.expired',
    subjectId: upload.id,
    userId: upload.user_id,
    payload: { assetId: upload.asset_id },
    ...(requestId !== undefined && { requestId }),
  });
  return true;
}
