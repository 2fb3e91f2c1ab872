import type { StageName } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { endGrowingPlaylists, findCurrentEdition } from '@weireel/db/playback';
import { listStages, setStage } from '@weireel/db/processing';
import { changeAsset, findArtefact, lockAsset } from '@weireel/db/videos';

/**
 * Processing has ended for good before it was done: the asset says why, and what waits behind is skipped. An asset
 * that was processed before and only made anew stays ready: everything of it still plays.
 *
 * @param jobId the job that ended
 * @param code code of the catalogue that says why
 */
export async function failProcessing(
  trx: Database,
  { assetId, jobId, code }: { assetId: string; jobId: string; code: string },
): Promise<void> {
  const asset = await lockAsset(trx, assetId);
  if (asset?.state !== 'processing') return;
  const edition = await findCurrentEdition(trx, assetId);
  const hasFile = (await findArtefact(trx, assetId, 'progressive')) !== null;
  const isComplete = edition?.kind === 'ladder' && edition.state === 'sealed' && hasFile;
  await changeAsset(trx, assetId, isComplete ? { state: 'ready' } : { state: 'failed', failureCode: code });
  // What plays and was to go on ends where it is.
  await endGrowingPlaylists(trx, assetId, null);
  const open = await listStages(trx, assetId, ['running', 'waiting']);
  const failed: StageName | undefined = open.find(({ state }) => state === 'running')?.stage;
  for (const { stage } of open) await setStage(trx, assetId, stage, stage === failed ? 'failed' : 'skipped');
  const userId = asset.owner_id;
  await appendEvent(trx, { kind: 'job.dead', subjectId: jobId, userId, payload: { assetId, code } });
  await appendEvent(trx, { kind: 'asset.changed', subjectId: assetId, userId });
}
