import { requireRoom } from '@weireel/blob';
import {
  appendEvent,
  changeAsset,
  findAsset,
  findCurrentEdition,
  setStage,
  type AssetRow,
} from '@weireel/db';
import { openOutput, outputPath, runFfmpeg } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import { checkAdmissible } from '@weireel/media';
import { planTranscode, progressiveMp4Arguments } from '@weireel/transcode';
import { makeDerived } from './derived.ts';
import { encodeLadder } from './encode-ladder.ts';
import { joinRendition } from './joined-rendition.ts';
import { runLimits } from './limits.ts';
import { openSource, probeSource } from './source.ts';
import type { WorkerContext } from './worker-context.ts';

/** Job `process_ladder`: all renditions from one decode, what is made of them, then the asset is ready. */
export async function processLadder(context: WorkerContext, attempt: Attempt): Promise<void> {
  const asset = await findAsset(context.db, attempt.job.asset_id ?? '');
  if (!asset || asset.state !== 'processing') return;
  await requireRoom(context.blobs, asset.size_bytes);
  await context.folders.use(attempt.attemptId, async (folder) => {
    if (!(await hasLadder(context, asset))) {
      const input = await openSource(context.blobs, asset, folder);
      const probe = await probeSource(context.programs, input, folder, attempt.signal);
      checkAdmissible(probe, context.mediaLimits);
      await encodeLadder(context, { attempt, asset, input, folder, plan: planTranscode(probe) });
    }
    if (asset.mp4_key === null) await makeProgressive(context, attempt, asset.id, folder);
    if (asset.preview_key === null) await makeDerived(context, attempt, asset.id, folder);
  });
  await attempt.publish(async (trx) => {
    await changeAsset(trx, asset.id, { state: 'ready' });
    await appendEvent(trx, { kind: 'asset.changed', subjectId: asset.id, userId: asset.owner_id });
  });
}

/** Whether an earlier attempt was killed after it had published its ladder. */
async function hasLadder(context: WorkerContext, asset: AssetRow): Promise<boolean> {
  return (await findCurrentEdition(context.db, asset.id))?.kind === 'ladder';
}

/** A plain MP4 of the middle rendition for players without HLS, by copying its segments. */
async function makeProgressive(
  context: WorkerContext,
  attempt: Attempt,
  assetId: string,
  folder: string,
): Promise<void> {
  await attempt.publish((trx) => setStage(trx, assetId, 'progressive', 'running'));
  const input = await joinRendition(context, assetId, folder, 'middle');
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: progressiveMp4Arguments(input, outputPath('progressive.mp4')),
    folder,
    limits: runLimits({ durationMs: null, memoryBytes: 0, speedFloor: 1 }),
    signal: attempt.signal,
  });
  const key = `assets/${assetId}/d/${attempt.attemptId}/video.mp4`;
  await context.blobs.put(key, await openOutput(folder, 'progressive.mp4'));
  await attempt.publish(async (trx) => {
    await changeAsset(trx, assetId, { mp4Key: key });
    await setStage(trx, assetId, 'progressive', 'done');
  });
}
