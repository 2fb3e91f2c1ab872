import { setStage } from '@weireel/db/processing';
import { replaceArtefacts, type AssetRow } from '@weireel/db/videos';
import { openOutput, outputPath, runFfmpeg } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import {
  progressiveCopyArguments,
  progressiveMp4Arguments,
  type MediaInput,
  type TranscodePlan,
} from '@weireel/transcode';
import { joinRendition } from '../edition/joined-rendition.ts';
import { runLimits } from '../machine/limits.ts';
import { putDerived } from '../pictures/put-derived.ts';
import type { WorkerContext } from '../worker-context.ts';

/** Stores a copied source as a plain MP4, for players without HLS. After it plays: it takes longer than that. */
export async function copyProgressive(
  context: WorkerContext,
  work: { attempt: Attempt; asset: AssetRow; input: MediaInput; folder: string; plan: TranscodePlan },
): Promise<void> {
  const { attempt, asset, plan } = work;
  const output = outputPath('progressive.mp4');
  await attempt.publish((trx) => setStage(trx, asset.id, 'progressive', 'running'));
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    // Sound that was encoded is there already, as long as the picture.
    args:
      plan.copiedAudio === 'encode'
        ? progressiveMp4Arguments(await joinRendition(context, asset.id, work.folder, 'smallest'), output)
        : progressiveCopyArguments(plan, work.input, output),
    folder: work.folder,
    limits: runLimits({ durationMs: plan.endMs, memoryBytes: 0, speedFloor: 1 }),
    signal: attempt.signal,
  });
  await publishProgressive(context, attempt, asset.id, await openOutput(work.folder, 'progressive.mp4'));
}

/** Shows a plain MP4 in place of a former one. */
export async function publishProgressive(
  context: WorkerContext,
  attempt: Attempt,
  assetId: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const key = await putDerived(context, { attempt, assetId, kind: 'progressive', bytes });
  await attempt.publish(async (trx) => {
    await replaceArtefacts(trx, assetId, ['progressive'], [{ kind: 'progressive', key, facts: {} }]);
    await setStage(trx, assetId, 'progressive', 'done');
  });
}
