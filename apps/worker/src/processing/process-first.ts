import type { AssetKind } from '@weireel/catalogue';
import { assetSubject } from '@weireel/contract';
import { requireRoom } from '@weireel/blob';
import { findCurrentEdition } from '@weireel/db/playback';
import { listStages, setStage } from '@weireel/db/processing';
import { findArtefact, findAsset, type AssetRow } from '@weireel/db/videos';
import { FfmpegError } from '@weireel/ffmpeg';
import { randomText } from '@weireel/installation';
import { enqueueJob, hasUnfinishedJob, isRunning, PostponeError, type Attempt } from '@weireel/jobs';
import type { ProbeResult, ProbeWithVideo } from '@weireel/media';
import { adoptSource } from '@weireel/publishing';
import { planTranscode } from '@weireel/transcode';
import { makeChosenCovers } from '../pictures/chosen-covers.ts';
import { isWorthAnotherTry } from '../failures.ts';
import { examineSource } from './examine-source.ts';
import { makeFirstPlayable } from './first-playable.ts';
import { makeMissingPoster } from '../pictures/make-cover.ts';
import { noteProbe } from './note-probe.ts';
import type { PosterWork } from '../pictures/poster.ts';
import { copyProgressive } from './progressive-copy.ts';
import { isStageDone } from './is-stage-done.ts';
import type { WorkerContext } from '../worker-context.ts';

/** How long this waits for the job that began before the upload ended; that calls it back when it is done. */
const earlyMs = 500;

/** Job `process_first`: probe, first playable, first cover, plain MP4 of a copied source; the ladder is enqueued. */
export async function processFirst(context: WorkerContext, attempt: Attempt): Promise<void> {
  const asset = await findAsset(context.db, attempt.job.subject_id);
  // Deleted meanwhile, or all is done: an attempt was killed after its last commit. A short clip may even be ready
  // before its poster is.
  if (!asset || (asset.state !== 'processing' && asset.state !== 'ready')) return;
  if (asset.state === 'ready' && (await has(context, asset.id, 'poster'))) return;
  await requireRoom(context.blobs, asset.size_bytes);
  await waitForEarly(context, asset);
  context.firsts.requirePlace(asset.owner_id, 'whole');
  await context.folders.use(attempt.attemptId, async (folder) => {
    await attempt.publish((trx) => setStage(trx, asset.id, 'probe', 'running'));
    const stored = await findArtefact(context.db, asset.id, 'source');
    const source = await examineSource(context, { source: stored, folder, signal: attempt.signal });
    const { input, probe } = source;
    await attempt.publish((trx) => noteProbe(trx, asset.id, probe));
    const known: AssetRow = { ...asset, probe, duration_ms: probe.durationMs };
    // An attempt that was killed later than this has done it already, or everything is made anew while a better
    // edition plays: that must not be replaced.
    const isMade =
      (await isStageDone(context.db, asset.id, 'first_playable')) &&
      !(await isMisread(context, asset, probe));
    const plan = isMade
      ? planTranscode(probe)
      : await makeFirstPlayable(context, { attempt, asset: known, source, folder });
    await makeCovers(context, { attempt, asset: known, folder, signal: attempt.signal });
    const current = await findCurrentEdition(context.db, asset.id);
    // Before the ladder, which otherwise makes one of its own.
    if (current?.kind === 'copy' && !(await has(context, asset.id, 'progressive'))) {
      await copyProgressive(context, { attempt, asset: known, input, folder, plan });
    }
    await attempt.publish(async (trx) => {
      const isOver =
        asset.state === 'ready' || (await hasUnfinishedJob(trx, assetSubject(asset.id), ['process_ladder']));
      if (isOver) return;
      await enqueueJob(trx, {
        id: randomText(16),
        kind: 'process_ladder',
        ownerId: asset.owner_id,
        subjectId: asset.id,
      });
    });
    // Now that it has a cover, too, a video may move to it.
    await attempt.publish((trx) => adoptSource(trx, asset.id, { newId: () => randomText(16) }));
  });
}

async function has({ db }: WorkerContext, assetId: string, kind: AssetKind): Promise<boolean> {
  return (await findArtefact(db, assetId, kind)) !== null;
}

/** The first cover, and those that were chosen while the file was still on its way. */
async function makeCovers(context: WorkerContext, work: PosterWork): Promise<void> {
  const { attempt, asset } = work;
  await makeMissingPoster(context, work);
  // One that is there already stays until the better one comes with the ladder.
  const isOpen = (await listStages(context.db, asset.id, ['waiting'])).some(
    ({ stage }) => stage === 'poster',
  );
  if (isOpen) await attempt.publish((trx) => setStage(trx, asset.id, 'poster', 'done'));
  try {
    await makeChosenCovers(context, work);
  } catch (error) {
    // A video whose cover is another one than was chosen is still a video.
    if (!(error instanceof FfmpegError) || attempt.signal.aborted) throw error;
    if (isWorthAnotherTry(error, attempt)) throw error;
  }
}

/**
 * Leaves an asset to the job that has worked on it since before its upload ended: that makes the same edition and is
 * further. When it ends without it, killed or not, this one does it all.
 *
 * @throws PostponeError while it runs
 */
async function waitForEarly({ db }: WorkerContext, asset: AssetRow): Promise<void> {
  if (!(await isRunning(db, assetSubject(asset.id), 'process_early'))) return;
  if ((await findCurrentEdition(db, asset.id))?.state === 'sealed') return;
  throw new PostponeError(`asset ${asset.id} is still worked on`, earlyMs);
}

/** Lengths that differ by less are the same: the sound may have begun a little before the picture. */
const sameLengthMs = 1000;

/**
 * Whether what was made while the file arrived shows something else than the whole file holds: sound that began
 * late, an end that no header told, a clock that began anew.
 */
async function isMisread({ db }: WorkerContext, asset: AssetRow, probe: ProbeWithVideo): Promise<boolean> {
  if (asset.state !== 'processing' || (await isStageDone(db, asset.id, 'ladder'))) return false;
  // The worker stored it as it came from `parseProbe`.
  const early = asset.probe as ProbeResult | null;
  if (early !== null && (early.audio === null) !== (probe.audio === null)) return true;
  if (asset.duration_ms === null || probe.durationMs === null) return false;
  return Math.abs(asset.duration_ms - probe.durationMs) > sameLengthMs;
}
