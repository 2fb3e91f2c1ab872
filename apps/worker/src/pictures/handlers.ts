import type { JobHandlers } from '@weireel/jobs';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { makeCover } from './make-cover.ts';

/** Pictures of what plays. */
export function pictureHandlers(context: WorkerContext): Pick<JobHandlers, 'make_cover'> {
  return {
    make_cover: {
      run: (attempt) => makeCover(context, attempt),
      describe: judgeFailure,
      onDead: async () => {
        // The former cover stays; an administrator sees why.
      },
    },
  };
}
