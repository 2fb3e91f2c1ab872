import { requireRoom } from '@weireel/blob';
import type { StageName } from '@weireel/contract';
import { appendEvent } from '@weireel/db';
import { setStage } from '@weireel/db/processing';
import { changeAsset, findArtefact, findAsset } from '@weireel/db/videos';
import { openOutput, outputPath, runFfmpeg } from '@weireel/ffmpeg';
import { randomText } from '@weireel/installation';
import type { Attempt } from '@weireel/jobs';
import { estimateMemoryBytes, planTranscode, progressiveMp4Arguments } from '@weireel/transcode';
import { adoptSource } from '@weireel/publishing';
import { analyseClip } from './analyse-clip.ts';
import { makeDerived } from '../pictures/derived.ts';
import { checkSomeEditions } from '../edition/check-edition.ts';
import { encodeLadder } from './encode-ladder.ts';
import { examineSource } from './examine-source.ts';
import { isStageDone } from './is-stage-done.ts';
import { joinRendition } from '../edition/joined-rendition.ts';
import { runLimits } from '../machine/limits.ts';
import { lookForMainPicture } from './main-picture.ts';
import { publishProgressive } from './progressive-copy.ts';
import type { WorkerContext } from '../worker-context.ts';

/** Job `process_ladder`: all renditions from one decode, what is made of them, then the asset is ready. */
export async function processLadder(context: WorkerContext, attempt: Attempt): Promise<void> {
  const asset = await findAsset(context.db, attempt.job.subject_id);
  if (!asset || asset.state !== 'processing') return;
  await requireRoom(context.blobs, asset.size_bytes);
  await context.folders.use(attempt.attemptId, async (folder) => {
    const isOpen = async (stage: StageName): Promise<boolean> =>
      !(await isStageDone(context.db, asset.id, stage));
    if (await isOpen('ladder')) {
      const stored = await findArtefact(context.db, asset.id, 'source');
      const { input, probe } = await examineSource(context, {
        source: stored,
        folder,
        signal: attempt.signal,
      });
      const { video, changes } = await lookForMainPicture(context, { attempt, asset, input, folder, probe });
      const usual = planTranscode({ ...probe, video }, { changesOnTheWay: changes });
      await context.memory.use(attempt.job.id, estimateMemoryBytes(usual, usual.ladder), async () => {
        const isMixed = asset.origin === 'render';
        const plan = await analyseClip(context, { attempt, input, folder, plan: usual, isMixed });
        await encodeLadder(context, { attempt, asset, input, folder, plan });
      });
    }
    if (await isOpen('progressive')) await makeProgressive(context, attempt, asset.id, folder);
    if (await isOpen('derived')) await makeDerived(context, attempt, asset.id, folder);
  });
  await attempt.publish(async (trx) => {
    // Given up or done meanwhile by somebody else's hand: that stays.
    if (!(await changeAsset(trx, asset.id, { state: 'ready' }, 'processing'))) return;
    await adoptSource(trx, asset.id, { newId: () => randomText(16) });
    await appendEvent(trx, { kind: 'asset.changed', subjectId: asset.id, userId: asset.owner_id });
  });
  await checkSomeEditions(context, asset, attempt.signal);
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
  await publishProgressive(context, attempt, assetId, await openOutput(folder, 'progressive.mp4'));
}
