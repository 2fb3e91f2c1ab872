import type { JobError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import type { JobRow } from '@weireel/db/processing';
import type { JobHandler, JobKind } from '@weireel/jobs';
import { failProcessing } from '@weireel/processing';
import { deleteAsset } from './upkeep/delete-asset.ts';
import { processEarly } from './early/process-early.ts';
import { judgeFailure } from './failures.ts';
import { makeCover } from './pictures/make-cover.ts';
import { processFirst } from './processing/process-first.ts';
import { processLadder } from './processing/process-ladder.ts';
import type { WorkerContext } from './worker-context.ts';

/** What this worker does for each kind of job. */
export function createHandlers(context: WorkerContext): Record<JobKind, JobHandler> {
  return {
    process_early: {
      run: (attempt) => processEarly(context, attempt),
      describe: judgeFailure,
      onDead: async () => {
        // What it would have made is made when the upload ends.
      },
    },
    process_first: {
      run: (attempt) => processFirst(context, attempt),
      describe: judgeFailure,
      onDead: onDead,
    },
    process_ladder: {
      run: (attempt) => processLadder(context, attempt),
      describe: judgeFailure,
      onDead: onDead,
    },
    make_cover: {
      run: (attempt) => makeCover(context, attempt),
      describe: judgeFailure,
      onDead: async () => {
        // The former cover stays; an administrator sees why.
      },
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

async function onDead(trx: Database, job: JobRow, error: JobError): Promise<void> {
  if (job.asset_id === null) return;
  await failProcessing(trx, { assetId: job.asset_id, jobId: job.id, code: error.code });
}
