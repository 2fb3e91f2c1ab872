import { findAsset, findCurrentEdition } from '@weireel/db';
import type { Attempt } from '@weireel/jobs';
import { makeChosenCovers } from './chosen-covers.ts';
import { makePoster } from './poster.ts';
import type { WorkerContext } from './worker-context.ts';

/** Job `make_cover`: the covers that were chosen and are not there, and the asset's own if that is missing. */
export async function makeCover(context: WorkerContext, attempt: Attempt): Promise<void> {
  const asset = await findAsset(context.db, attempt.job.asset_id ?? '');
  if (!asset) return;
  await context.folders.use(attempt.attemptId, async (folder) => {
    const work = { attempt, asset, folder, signal: attempt.signal };
    await makeChosenCovers(context, work);
    const edition = await findCurrentEdition(context.db, asset.id);
    if (asset.state === 'ready' && asset.poster_key === null && edition) await makePoster(context, work);
  });
}
