import type { Database } from '@weireel/db';
import { setStage } from '@weireel/db/processing';
import { findAsset } from '@weireel/db/videos';
import { failRender } from './fail-render.ts';

/** Takes are not joined: the asset that they were to be says why, and nothing of its processing begins. */
export async function failJoin(
  trx: Database,
  failed: { assetId: string; jobId: string; code: string },
): Promise<void> {
  if ((await findAsset(trx, failed.assetId))?.state !== 'uploading') return;
  await setStage(trx, failed.assetId, 'upload', 'failed');
  await failRender(trx, failed);
}
