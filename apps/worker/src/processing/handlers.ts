import type { JobError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import type { JobRow } from '@weireel/db/processing';
import type { JobHandlers } from '@weireel/jobs';
import { failProcessing } from '@weireel/processing';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { processFirst } from './process-first.ts';
import { processLadder } from './process-ladder.ts';

/** What an asset is not done without. */
export function processingHandlers(
  context: WorkerContext,
): Pick<JobHandlers, 'process_first' | 'process_ladder'> {
  return {
    process_first: { run: (attempt) => processFirst(context, attempt), describe: judgeFailure, onDead },
    process_ladder: { run: (attempt) => processLadder(context, attempt), describe: judgeFailure, onDead },
  };
}

async function onDead(trx: Database, job: JobRow, error: JobError): Promise<void> {
  await failProcessing(trx, { assetId: job.subject_id, jobId: job.id, code: error.code });
}
