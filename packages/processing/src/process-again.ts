import { assetSubject, isRetryable, processingKinds, WeireelError, type StageName } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { listStages, setStage } from '@weireel/db/processing';
import { changeAsset, findArtefact, lockAsset, type AssetRow } from '@weireel/db/videos';
import { enqueueJob, hasUnfinishedJob, requestOf, type Actor } from '@weireel/jobs';
import { madeStages } from './stages-of-origin.ts';

/** What is made of a source after something plays, and with it the look at the source. */
const remade = madeStages.filter((stage) => stage !== 'first_playable');

/**
 * Processes the stored source of an asset again while what there is goes on playing: a failed one from where it
 * failed, a ready one wholly, by today's rules.
 *
 * @throws WeireelError `not_found`, `still_processing`, `source_missing`, `source_at_fault`
 */
export async function reprocessAsset(trx: Database, assetId: string, actor: Actor): Promise<void> {
  const asset = await lockAsset(trx, assetId);
  if (!asset) throw new WeireelError('not_found');
  const isBusy = asset.state === 'uploading' || asset.state === 'processing';
  if (isBusy || (await hasUnfinishedJob(trx, assetSubject(assetId), processingKinds)))
    throw new WeireelError('still_processing');
  if (asset.state === 'failed' && !isRetryable(asset.failure_code ?? 'processing_failed'))
    throw new WeireelError('source_at_fault');
  if ((await findArtefact(trx, assetId, 'source')) === null) throw new WeireelError('source_missing');
  await processAgain(trx, asset, await stagesToRepeat(trx, asset), actor);
}

async function stagesToRepeat(trx: Database, asset: AssetRow): Promise<StageName[]> {
  if (asset.state === 'failed') {
    const open = await listStages(trx, asset.id, ['failed', 'skipped', 'running', 'waiting']);
    return open.map(({ stage }) => stage);
  }
  return asset.edition_id === null ? [...madeStages] : [...remade];
}

/** Brings an asset back into processing by a job of a kind; the stages that are named here are done anew. */
export async function processAgain(
  trx: Database,
  asset: Pick<AssetRow, 'id' | 'owner_id'>,
  stages: readonly StageName[],
  actor: Actor,
  kind: (typeof processingKinds)[number] = 'process_first',
): Promise<void> {
  await changeAsset(trx, asset.id, { state: 'processing', failureCode: null });
  for (const stage of stages) await setStage(trx, asset.id, stage, 'waiting', []);
  await enqueueJob(trx, { id: actor.newId(), kind, ownerId: asset.owner_id, subjectId: asset.id });
  await appendEvent(trx, {
    kind: 'asset.changed',
    subjectId: asset.id,
    userId: asset.owner_id,
    ...requestOf(actor),
  });
}
