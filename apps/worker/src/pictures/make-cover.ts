import { findCurrentEdition } from '@weireel/db/playback';
import { setStage } from '@weireel/db/processing';
import { findArtefact, findAsset } from '@weireel/db/videos';
import { FfmpegError } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import { makeChosenCovers } from './chosen-covers.ts';
import { isWorthAnotherTry } from '../failures.ts';
import { makePoster, type PosterWork } from './poster.ts';
import type { WorkerContext } from '../worker-context.ts';

/** Job `make_cover`: the covers that were chosen and are not there, and the asset's own if that is missing. */
export async function makeCover(context: WorkerContext, attempt: Attempt): Promise<void> {
  const asset = await findAsset(context.db, attempt.job.subject_id);
  if (!asset) return;
  await context.folders.use(attempt.attemptId, async (folder) => {
    const work = { attempt, asset, folder, signal: attempt.signal };
    await makeMissingPoster(context, work);
    await makeChosenCovers(context, work);
  });
}

/** Makes the asset's own cover if it has none. A video without one is still a video. */
export async function makeMissingPoster(context: WorkerContext, work: PosterWork): Promise<void> {
  const { attempt, asset } = work;
  // Another job may have made it a moment ago.
  const hasPoster = (await findArtefact(context.db, asset.id, 'poster')) !== null;
  if (hasPoster || (await findCurrentEdition(context.db, asset.id)) === null) return;
  try {
    await makePoster(context, work);
  } catch (error) {
    if (!(error instanceof FfmpegError) || attempt.signal.aborted) throw error;
    if (isWorthAnotherTry(error, attempt)) throw error;
    await attempt.publish((trx) => setStage(trx, asset.id, 'poster', 'failed'));
  }
}
