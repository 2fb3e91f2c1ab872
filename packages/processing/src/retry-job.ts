import { WeireelError } from '@weireel/contract';
import { appendEvent, inTransaction, type Database } from '@weireel/db';
import { listStages, setStage, type JobRow } from '@weireel/db/processing';
import { changeAsset, lockAsset } from '@weireel/db/videos';
import { findJob, reviveJob } from '@weireel/jobs';
import { isProcessing } from './is-processing.ts';

/**
 * Gives a dead job new tries, and brings its asset back into processing when it is not whole.
 *
 * @param requestId request that asked for it; absent: none, as from the command line
 * @throws WeireelError `not_found`, `not_retryable`
 */
export async function retryJob(db: Database, jobId: string, requestId?: string): Promise<JobRow> {
  return inTransaction(db, async (trx) => {
    if (!(await findJob(trx, jobId))) throw new WeireelError('not_found');
    if (!(await reviveJob(trx, jobId))) throw new WeireelError('not_retryable');
    const job = await findJob(trx, jobId);
    if (!job) throw new WeireelError('not_found');
    // Others do not bring a failed asset back.
    if (isProcessing(job.kind)) await reviveAsset(trx, job.subject_id, requestId);
    return job;
  });
}

async function reviveAsset(trx: Database, assetId: string, requestId: string | undefined): Promise<void> {
  const asset = await lockAsset(trx, assetId);
  const open = await listStages(trx, assetId, ['failed', 'skipped']);
  // One that was only being made anew is ready, and has stages that failed.
  const isOpen = asset?.state === 'failed' || (asset?.state === 'ready' && open.length > 0);
  if (!asset || !isOpen) return;
  await changeAsset(trx, assetId, { state: 'processing', failureCode: null });
  for (const { stage } of open) await setStage(trx, assetId, stage, 'waiting');
  await appendEvent(trx, {
    kind: 'asset.changed',
    subjectId: assetId,
    userId: asset.owner_id,
    ...(requestId !== undefined && { requestId }),
  });
}
