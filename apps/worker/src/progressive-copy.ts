import { setStage } from '@weireel/db/processing';
import { changeAsset, type AssetRow } from '@weireel/db/videos';
import { openOutput, outputPath, runFfmpeg } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import { progressiveCopyArguments, type MediaInput, type TranscodePlan } from '@weireel/transcode';
import { runLimits } from './limits.ts';
import type { WorkerContext } from './worker-context.ts';

/** Stores a copied source as a plain MP4, for players without HLS. After it plays: it takes longer than that. */
export async function copyProgressive(
  context: WorkerContext,
  work: { attempt: Attempt; asset: AssetRow; input: MediaInput; folder: string; plan: TranscodePlan },
): Promise<void> {
  const { attempt, asset, plan } = work;
  await attempt.publish((trx) => setStage(trx, asset.id, 'progressive', 'running'));
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: progressiveCopyArguments(plan, work.input, outputPath('progressive.mp4')),
    folder: work.folder,
    limits: runLimits({ durationMs: plan.pictureEndMs, memoryBytes: 0, speedFloor: 1 }),
    signal: attempt.signal,
  });
  const mp4Key = `assets/${asset.id}/d/${attempt.attemptId}/video.mp4`;
  await context.blobs.put(mp4Key, await openOutput(work.folder, 'progressive.mp4'));
  await attempt.publish(async (trx) => {
    await changeAsset(trx, asset.id, { mp4Key });
    await setStage(trx, asset.id, 'progressive', 'done');
  });
}
