import type { JobHandlers } from '@weireel/jobs';
import { failRender } from '@weireel/processing';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { createDrawingThreads } from './drawing-threads.ts';
import { renderAsset } from './render-asset.ts';

/** Films that are made of projects. */
export function renderHandlers(context: WorkerContext): Pick<JobHandlers, 'render'> {
  const threads = createDrawingThreads();
  return {
    render: {
      run: (attempt) => renderAsset(context, threads, attempt),
      describe: judgeFailure,
      onDead: async (trx, job, error) => {
        await failRender(trx, { assetId: job.subject_id, jobId: job.id, code: error.code });
      },
    },
  };
}
