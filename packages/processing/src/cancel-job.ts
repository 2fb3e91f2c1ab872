import { isJobKind, jobKinds, WeireelError } from '@weireel/contract';
import { inTransaction, type Database } from '@weireel/db';
import type { JobRow } from '@weireel/db/processing';
import { failPreview } from '@weireel/db/projects';
import { cancelJob as endJob, findJob } from '@weireel/jobs';
import { failJoin } from './fail-join.ts';
import { failProcessing } from './fail-processing.ts';
import { failRender } from './fail-render.ts';
import { isProcessing } from './is-processing.ts';

/**
 * Ends a job that waits or runs. Its asset fails with `processing_cancelled`, which its author can try again.
 * Deletions are not to be stopped: the sweeper would begin them anew.
 *
 * @throws WeireelError `not_found`, `not_cancellable`
 */
export async function cancelJob(db: Database, jobId: string): Promise<JobRow> {
  return inTransaction(db, async (trx) => {
    const job = await findJob(trx, jobId);
    if (!job) throw new WeireelError('not_found');
    if ((isJobKind(job.kind) && !jobKinds[job.kind].isCancellable) || !(await endJob(trx, jobId)))
      throw new WeireelError('not_cancellable');
    if (job.kind === 'render')
      await failRender(trx, { assetId: job.subject_id, jobId, code: 'processing_cancelled' });
    if (job.kind === 'join_takes')
      await failJoin(trx, { assetId: job.subject_id, jobId, code: 'processing_cancelled' });
    if (job.kind === 'preview') await failPreview(trx, { assetId: job.subject_id }, 'processing_cancelled');
    // A cover that is not made leaves the former one.
    if (isProcessing(job.kind)) {
      await failProcessing(trx, { assetId: job.subject_id, jobId, code: 'processing_cancelled' });
    }
    return (await findJob(trx, jobId)) ?? job;
  });
}
