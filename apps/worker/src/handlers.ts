import type { JobError, StageName } from '@weireel/contract';
import { appendEvent, changeAsset, listStages, setStage, type Database, type JobRow } from '@weireel/db';
import type { JobHandler, JobKind } from '@weireel/jobs';
import { deleteAsset } from './delete-asset.ts';
import { judgeFailure } from './failures.ts';
import { processFirst } from './process-first.ts';
import { processLadder } from './process-ladder.ts';
import type { WorkerContext } from './worker-context.ts';

/** What this worker does for each kind of job. */
export function createHandlers(context: WorkerContext): Record<JobKind, JobHandler> {
  return {
    process_first: {
      run: (attempt) => processFirst(context, attempt),
      describe: judgeFailure,
      onDead: failAsset,
    },
    process_ladder: {
      run: (attempt) => processLadder(context, attempt),
      describe: judgeFailure,
      onDead: failAsset,
    },
    delete_asset: {
      run: (attempt) => deleteAsset(context.db, context.blobs, attempt),
      describe: (error) => ({ ...judgeFailure(error), final: false }),
      onDead: async () => {
        // Nobody sees the asset any more; the sweeper goes on trying.
      },
    },
  };
}

/** Processing has failed for good: the asset says why, and what waits behind is skipped. */
async function failAsset(trx: Database, job: JobRow, error: JobError): Promise<void> {
  const assetId = job.asset_id;
  if (assetId === null) return;
  const asset = await changeAsset(trx, assetId, { state: 'failed', failureCode: error.code }, 'processing');
  if (!asset) return;
  const open = await listStages(trx, assetId, ['running', 'waiting']);
  const failed: StageName | undefined = open.find(({ state }) => state === 'running')?.stage;
  for (const { stage } of open) await setStage(trx, assetId, stage, stage === failed ? 'failed' : 'skipped');
  await appendEvent(trx, {
    kind: 'job.dead',
    subjectId: job.id,
    userId: asset.ownerId,
    payload: { assetId, code: error.code },
  });
  await appendEvent(trx, { kind: 'asset.changed', subjectId: assetId, userId: asset.ownerId });
}
