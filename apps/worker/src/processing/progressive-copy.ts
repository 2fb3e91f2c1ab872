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
import { isBrief } from './copy-limits.ts';
import { joinRendition } from '../edition/joined-rendition.ts';
import { runLimits } from '../machine/limits.ts';
import { putDerived } from '../pictures/put-derived.ts';
import type { WorkerContext } from '../worker-context.ts';

/** What storing a copied source needs. */
export interface PlainWork {
  /** The attempt. */
  attempt: Attempt;
  /** The asset. */
  asset: AssetRow;
  /** Its source. */
  input: MediaInput;
  /** Folder of the source. */
  folder: string;
  /** How it was copied. */
  plan: TranscodePlan;
}

const plainName = 'progressive.mp4';

/**
 * Where the run that copies a source writes it as a plain MP4 as well; absent: that is made afterwards, because it
 * would hold up what plays, or because its sound is the packager’s.
 */
export function plainBeside(plan: TranscodePlan): string | undefined {
  return isBrief(plan) && plan.copiedAudio !== 'encode' ? outputPath(plainName) : undefined;
}

/** Stores a copied source as a plain MP4, for players without HLS, which may lie in the folder already. */
export async function copyProgressive(context: WorkerContext, work: PlainWork): Promise<void> {
  const { attempt, asset, folder } = work;
  await attempt.publish((trx) => setStage(trx, asset.id, 'progressive', 'running'));
  const beside = await openOutput(folder, plainName).catch((error: unknown) => {
    // Only the attempt that made the copy finds it, and of a brief one only.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (beside === null) await makePlain(context, work);
  const bytes = beside ?? (await openOutput(folder, plainName));
  await publishProgressive(context, attempt, asset.id, bytes);
}

async function makePlain(context: WorkerContext, work: PlainWork): Promise<void> {
  const { attempt, asset, plan } = work;
  const output = outputPath(plainName);
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
