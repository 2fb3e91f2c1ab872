import { changeAsset, findAsset, setStage } from '@weireel/db';
import { FfmpegError, openOutput, outputPath, runFfmpeg } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import { planStoryboard } from '@weireel/media';
import { derivedArguments } from '@weireel/transcode';
import { isWorthAnotherTry } from './failures.ts';
import { joinRendition } from './joined-rendition.ts';
import { runLimits } from './limits.ts';
import { readPicture } from './read-picture.ts';
import type { WorkerContext } from './worker-context.ts';

/** Makes storyboard and preview of the smallest rendition. A video without them is still a video. */
export async function makeDerived(
  context: WorkerContext,
  attempt: Attempt,
  assetId: string,
  folder: string,
): Promise<void> {
  const asset = await findAsset(context.db, assetId);
  const { duration_ms: durationMs, width_px: widthPx, height_px: heightPx } = asset ?? {};
  if (!durationMs || !widthPx || !heightPx) return;
  await attempt.publish((trx) => setStage(trx, assetId, 'derived', 'running'));
  try {
    const layout = planStoryboard(durationMs, { widthPx, heightPx });
    const input = await joinRendition(context, assetId, folder, 'smallest');
    const sprite = readPicture();
    await runFfmpeg({
      program: context.programs.ffmpegPath,
      args: derivedArguments(input, layout, durationMs, {
        storyboardPipe: 3,
        previewPath: outputPath('preview.mp4'),
      }),
      folder,
      limits: runLimits({ durationMs, memoryBytes: 0, speedFloor: 5 }),
      signal: attempt.signal,
      outputPipes: 1,
      readOutput: sprite.read,
    });
    const prefix = `assets/${assetId}/d/${attempt.attemptId}/`;
    const picture = sprite.bytes();
    if (picture !== null) await context.blobs.put(`${prefix}storyboard.jpg`, picture);
    await context.blobs.put(`${prefix}preview.mp4`, await openOutput(folder, 'preview.mp4'));
    await attempt.publish(async (trx) => {
      await changeAsset(trx, assetId, {
        ...(picture !== null && { storyboard: { ...layout, key: `${prefix}storyboard.jpg` } }),
        previewKey: `${prefix}preview.mp4`,
      });
      await setStage(trx, assetId, 'derived', 'done');
    });
  } catch (error) {
    if (!(error instanceof FfmpegError) || attempt.signal.aborted) throw error;
    if (isWorthAnotherTry(error, attempt)) throw error;
    await attempt.publish((trx) => setStage(trx, assetId, 'derived', 'failed'));
  }
}
