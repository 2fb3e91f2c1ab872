import { changeAsset, findCoverTime, setStage, type AssetRow } from '@weireel/db';
import { runFfmpeg } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import { posterArguments, type MediaInput, type TranscodePlan } from '@weireel/transcode';
import { runLimits } from './limits.ts';
import { readPicture } from './read-picture.ts';
import type { WorkerContext } from './worker-context.ts';

/** Takes the cover picture: at the time the author chose, else a tenth into the clip, else its first picture. */
export async function makePoster(
  context: WorkerContext,
  work: { attempt: Attempt; asset: AssetRow; input: MediaInput; folder: string; plan: TranscodePlan },
): Promise<void> {
  const { attempt, asset } = work;
  await attempt.publish((trx) => setStage(trx, asset.id, 'poster', 'running'));
  const chosenMs = await findCoverTime(context.db, asset.id);
  const durationMs = work.plan.pictureEndMs ?? 0;
  const candidates = [chosenMs ?? Math.min(durationMs / 10, 3000), 0];
  for (const atMs of candidates) {
    const picture = await takePicture(context, work, Math.min(atMs, Math.max(0, durationMs - 100)));
    if (picture === null) continue;
    const key = `assets/${asset.id}/d/${attempt.attemptId}/poster.jpg`;
    await context.blobs.put(key, picture);
    await attempt.publish(async (trx) => {
      await changeAsset(trx, asset.id, { posterKey: key });
      await setStage(trx, asset.id, 'poster', 'done');
    });
    return;
  }
  await attempt.publish((trx) => setStage(trx, asset.id, 'poster', 'failed'));
}

/** One picture as JPEG; null when there is none at that time. */
async function takePicture(
  context: WorkerContext,
  work: { attempt: Attempt; input: MediaInput; folder: string; plan: TranscodePlan },
  atMs: number,
): Promise<Uint8Array | null> {
  const picture = readPicture();
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: posterArguments(work.plan, work.input, atMs, 3),
    folder: work.folder,
    limits: runLimits({ durationMs: 10_000, memoryBytes: 0, speedFloor: 20 }),
    signal: work.attempt.signal,
    outputPipes: 1,
    readOutput: picture.read,
  });
  return picture.bytes();
}
