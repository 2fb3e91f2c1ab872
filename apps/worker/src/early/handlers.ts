import type { JobHandlers } from '@weireel/jobs';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { processEarly } from './process-early.ts';

/** Work on what has not fully arrived. */
export function earlyHandlers(context: WorkerContext): Pick<JobHandlers, 'process_early'> {
  return {
    process_early: {
      run: (attempt) => processEarly(context, attempt),
      describe: judgeFailure,
      onDead: async () => {
        // What it would have made is made when the upload ends.
      },
    },
  };
}
