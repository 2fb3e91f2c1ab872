import { appendEvent, type Database } from '@weireel/db';
import { listStages, setStage } from '@weireel/db/processing';
import { changeAsset, lockAsset } from '@weireel/db/videos';

/** A film is not made: its asset says why, and nothing of its processing begins. */
export async function failRender(
  trx: Database,
  { assetId, jobId, code }: { assetId: string; jobId: string; code: string },
): Promise<void> {
  const asset = await lockAsset(trx, assetId);
  if (asset?.state !== 'uploading') return;
  await changeAsset(trx, assetId, { state: 'failed', failureCode: code });
  for (const { stage } of await listStages(trx, assetId, ['waiting']))
    await setStage(trx, assetId, stage, 'skipped');
  const userId = asset.owner_id;
  await appendEvent(trx, { kind: 'job.dead', subjectId: jobId, userId, payload: { assetId, code } });
  await appendEvent(trx, { kind: 'asset.changed', subjectId: assetId, userId });
}
