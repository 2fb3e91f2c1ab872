import { WeireelError } from '@weireel/contract';
import { appendEvent, changeAsset, listStages, setStage, type Database, type JobRow } from '@weireel/db';
import { findJob, reviveJob } from '@weireel/jobs';

/**
 * Gives a dead job new tries, and brings its failed asset back into processing.
 *
 * @param requestId request that asked for it; absent: none, as from the command line
 * @throws WeireelError `not_found`, `not_retryable`
 */
export async function retryJob(db: Database, jobId: string, requestId?: string): Promise<JobRow> {
  return db.transaction().execute(async (trx) => {
    if (!(await findJob(trx, jobId))) throw new WeireelError('not_found');
    if (!(await reviveJob(trx, jobId))) throw new WeireelError('not_retryable');
    const job = await findJob(trx, jobId);
    if (!job) throw new WeireelError('not_found');
    if (job.asset_id !== null) await reviveAsset(trx, job.asset_id, requestId);
    return job;
  });
}

async function reviveAsset(trx: Database, assetId: string, requestId: string | undefined): Promise<void> {
  const asset = await changeAsset(trx, assetId, { state: 'processing', failureCode: null }, 'failed');
  if (!asset) return;
  for (const { stage } of await listStages(trx, assetId, ['failed', 'skipped'])) {
    await setStage(trx, assetId, stage, 'waiting');
  }
  await appendEvent(trx, {
    kind: 'asset.changed',
    subjectId: assetId,
    userId: asset.ownerId,
    ...(requestId !== undefined && { requestId }),
  });
}
