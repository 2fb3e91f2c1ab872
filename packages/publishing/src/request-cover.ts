import type { Database } from '@weireel/db';
import type { AssetRow } from '@weireel/db/videos';
import { enqueueJob } from '@weireel/jobs';

/**
 * Has the chosen covers of an asset's videos made. An asset that is still arriving needs no job: its covers are made
 * as soon as it plays. The caller holds the asset's row, so that none is missed between the two.
 */
export async function requestCover(
  trx: Database,
  asset: Pick<AssetRow, 'id' | 'owner_id' | 'state'>,
  jobId: string,
): Promise<void> {
  if (asset.state === 'uploading' || asset.state === 'deleted') return;
  await enqueueJob(trx, { id: jobId, kind: 'make_cover', ownerId: asset.owner_id, subjectId: asset.id });
}
