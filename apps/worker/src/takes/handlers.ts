import type { JobHandlers } from '@weireel/jobs';
import { failJoin } from '@weireel/processing';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { joinTakes } from './join-takes.ts';

/** Films that are joined of takes. */
export function takeHandlers(context: WorkerContext): Pick<JobHandlers, 'join_takes'> {
  return {
    join_takes: {
      run: (attempt) => joinTakes(context, attempt),
      describe: judgeFailure,
      onDead: async (trx, job, error) => {
        await failJoin(trx, { assetId: job.subject_id, jobId: job.id, code: error.code });
      },
    },
  };
}
