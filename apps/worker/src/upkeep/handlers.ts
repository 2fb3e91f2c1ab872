import type { JobHandlers } from '@weireel/jobs';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { deleteAsset } from './delete-asset.ts';

/** Removing what nobody sees any more. */
export function upkeepHandlers(context: WorkerContext): Pick<JobHandlers, 'delete_asset'> {
  return {
    delete_asset: {
      run: (attempt) => deleteAsset(context.db, context.blobs, attempt),
      describe: (error) => ({ ...judgeFailure(error), final: false }),
      onDead: async () => {
        // Nobody sees the asset any more; the sweeper goes on trying.
      },
    },
  };
}
