import type { JobHandlers } from '@weireel/jobs';
import { refuseFile } from '@weireel/publishing';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { checkFile } from './check-file.ts';

/** Files of people's own that projects use. */
export function fileHandlers(context: WorkerContext): Pick<JobHandlers, 'check_file'> {
  return {
    check_file: {
      run: (attempt) => checkFile(context, attempt),
      describe: judgeFailure,
      onDead: (trx, job, error) => refuseFile(trx, { assetId: job.subject_id, code: error.code }),
    },
  };
}
