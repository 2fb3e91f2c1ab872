import { appendEvent, type Database } from '@weireel/db';
import { setStage } from '@weireel/db/processing';
import { finishUpload, lockUpload } from '@weireel/db/uploads';
import { changeAsset, findAsset, publishVideos, storeArtefact } from '@weireel/db/videos';
import { enqueueJob, requestOf, type Actor } from '@weireel/jobs';

/**
 * Notes that an upload is complete, whose source is at its place, and starts the work on it. Nothing happens when it
 * was complete before.
 *
 * @returns false when it is not open any more, or gone
 */
export async function completeUpload(trx: Database, uploadId: string, actor: Actor): Promise<boolean> {
  const upload = await lockUpload(trx, uploadId);
  if (upload?.state === 'complete') return true;
  if (upload?.state !== 'open') return false;
  await finishUpload(trx, upload.id, 'complete');
  const facts = upload.container === null ? {} : { container: upload.container };
  await storeArtefact(trx, { kind: 'source', key: upload.blob_key, facts });
  const asset = await changeAsset(trx, upload.asset_id, { state: 'processing' }, 'uploading');
  // What plays already is now for others, too.
  await publishVideos(trx, upload.asset_id);
  await setStage(trx, upload.asset_id, 'upload', 'done');
  // What is only to be joined is all that it will be.
  if ((await findAsset(trx, upload.asset_id))?.for_takes === true)
    await changeAsset(trx, upload.asset_id, { state: 'ready' });
  else
    await enqueueJob(trx, {
      ...{ id: actor.newId(), kind: 'process_first', subjectId: upload.asset_id },
      ownerId: asset?.ownerId ?? upload.user_id,
    });
  await appendEvent(trx, {
    kind: 'upload.completed',
    subjectId: upload.id,
    userId: upload.user_id,
    payload: { assetId: upload.asset_id },
    ...requestOf(actor),
  });
  return true;
}
