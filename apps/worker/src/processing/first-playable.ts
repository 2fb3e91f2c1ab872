import { setStage } from '@weireel/db/processing';
import type { AssetRow } from '@weireel/db/videos';
import { FfmpegError, runFfmpeg } from '@weireel/ffmpeg';
import { growingPlaylists, sealedPlaylists, StreamUnfitError, type PackagingFacts } from '@weireel/hls';
import type { Attempt } from '@weireel/jobs';
import {
  copyArguments,
  estimateMemoryBytes,
  firstRungArguments,
  planTranscode,
  type ReasonCode,
  type TranscodePlan,
} from '@weireel/transcode';
import { chooseWay } from './choose-way.ts';
import { copyPackaging, firstSegmentMs, isBrief, lengthToleranceMs } from './copy-limits.ts';
import {
  beginEdition,
  dropEdition,
  growingTargetSeconds,
  publish,
  type EditionDraft,
} from '../edition/edition.ts';
import type { ExaminedSource } from './examine-source.ts';
import { growEdition, type GrowingEdition } from '../edition/growing-edition.ts';
import { runLimits } from '../machine/limits.ts';
import { packageStream } from '../edition/package-streams.ts';
import { plainBeside } from './progressive-copy.ts';
import { stageProgress } from './stage-progress.ts';
import type { WorkerContext } from '../worker-context.ts';

/** What making something playable needs. */
export interface FirstPlayable {
  /** The attempt, whose transactions publish. */
  attempt: Attempt;
  /** The asset. */
  asset: AssetRow;
  /** Its source. */
  source: ExaminedSource;
  /** Folder for scratch files. */
  folder: string;
}

const copySegmentMs = 4000;

/**
 * Makes something playable as fast as the source allows: its own streams where they fit, else the first rung. Both
 * play while they are being made, the former where the sample tables promise that it will go well. Returns the plan
 * that was followed.
 */
export async function makeFirstPlayable(context: WorkerContext, work: FirstPlayable): Promise<TranscodePlan> {
  const { probe, tracks } = work.source;
  const way = tracks === null ? null : chooseWay(probe, tracks);
  const plan = way?.plan ?? planTranscode(probe);
  if (plan.path === 'copy') {
    const refused = await tryCopy(context, work, plan, way?.targetSeconds ?? null);
    if (refused === null) return plan;
    const encodePlan = planTranscode(probe, { copyRefused: refused });
    await encodeFirstRung(context, work, encodePlan);
    return encodePlan;
  }
  await encodeFirstRung(context, work, plan);
  return plan;
}

/** Copies the streams; returns why it did not go well. `targetSeconds`: promised while it grows; null: at its end. */
async function tryCopy(
  context: WorkerContext,
  work: FirstPlayable,
  plan: TranscodePlan,
  targetSeconds: number | null,
): Promise<ReasonCode | null> {
  const { attempt, asset, folder } = work;
  await attempt.publish((trx) => setStage(trx, asset.id, 'first_playable', 'running', stageCodes(plan)));
  const draft = await beginEdition(context.db, attempt, asset.id, 'copy');
  const growing =
    targetSeconds === null
      ? null
      : growEdition({ attempt, asset, draft, targetSeconds, isBrief: isBrief(plan) });
  const writer = packageStream({
    blobs: context.blobs,
    maxDurationMs: context.mediaLimits.maxDurationMs,
    keyPrefix: draft.keyPrefix,
    name: 'v0',
    packager: {
      targetSegmentMs: growing === null ? copySegmentMs : firstSegmentMs,
      ...copyPackaging(plan),
    },
    ...(growing !== null && { onSegment: growing.show }),
  });
  try {
    await runFfmpeg({
      program: context.programs.ffmpegPath,
      args: copyArguments(plan, work.source.input, 3, plainBeside(plan)),
      folder,
      limits: runLimits({ durationMs: plan.endMs, memoryBytes: 0, speedFloor: 1 }),
      signal: attempt.signal,
      outputPipes: 1,
      readOutput: (output) => writer.read(output),
      onProgress: stageProgress(context.db, asset.id, 'first_playable', plan.endMs),
    });
    const stream = await writer.finish();
    if (lacksBytes(plan, stream.facts)) return await giveUp(context, draft, growing, 'damaged');
    await attempt.publish(async (trx) => {
      await publish(trx, draft, {
        state: 'sealed',
        playlists:
          targetSeconds === null
            ? sealedPlaylists([stream])
            : growingPlaylists(stream, { targetSeconds, isEnded: true }),
        streams: [stream],
        ownerId: asset.owner_id,
      });
      await setStage(trx, asset.id, 'first_playable', 'done');
    });
    return null;
  } catch (error) {
    const refused = copyRefusal(error);
    if (refused === null || attempt.signal.aborted) throw error;
    return giveUp(context, draft, growing, refused);
  }
}

/** A copy that plays already stays as far as it came, until the first rung has begun to play. */
async function giveUp(
  context: WorkerContext,
  draft: EditionDraft,
  growing: GrowingEdition | null,
  refused: ReasonCode,
): Promise<ReasonCode> {
  if (growing?.isShown() !== true) await dropEdition(context.db, context.blobs, draft);
  return refused;
}

/** Whether a copy is shorter than its source says: FFmpeg leaves out broken packets without a word. */
export function lacksBytes(plan: TranscodePlan, facts: PackagingFacts): boolean {
  const { video, audio, pictureEndMs, heldUntilMs } = plan;
  const shownMs = heldUntilMs === null ? video.durationMs : heldUntilMs - video.startMs;
  const lostPictureMs = (shownMs ?? facts.durationMs) - facts.durationMs;
  const soundEndMs = audio?.durationMs == null ? pictureEndMs : audio.startMs + audio.durationMs;
  const expectedMs =
    soundEndMs === null || pictureEndMs === null ? 0 : Math.min(0, soundEndMs - pictureEndMs);
  const lostSoundMs = expectedMs - (facts.audioEndDifferenceMs ?? expectedMs);
  return lostPictureMs > lengthToleranceMs || lostSoundMs > lengthToleranceMs;
}

/** Why a stream could not be copied though the plan thought so; null for errors that encoding would meet too. */
function copyRefusal(error: unknown): ReasonCode | null {
  if (error instanceof StreamUnfitError) return error.reason;
  if (error instanceof FfmpegError && error.failure === 'failed') return 'damaged';
  if (error instanceof Error && error.name === 'Mp4FormatError') return 'damaged';
  return null;
}

function encodeFirstRung(context: WorkerContext, work: FirstPlayable, plan: TranscodePlan): Promise<void> {
  const memoryBytes = estimateMemoryBytes(plan, [plan.firstRung]);
  return context.firsts.use(work.asset.owner_id, 'whole', () =>
    context.memory.use(work.attempt.job.id, memoryBytes, () =>
      encodeWithin(context, work, plan, memoryBytes),
    ),
  );
}

async function encodeWithin(
  context: WorkerContext,
  work: FirstPlayable,
  plan: TranscodePlan,
  memoryBytes: number,
): Promise<void> {
  const { attempt, asset, folder } = work;
  await attempt.publish((trx) => setStage(trx, asset.id, 'first_playable', 'running', stageCodes(plan)));
  const draft = await beginEdition(context.db, attempt, asset.id, 'first');
  const writer = packageStream({
    blobs: context.blobs,
    maxDurationMs: context.mediaLimits.maxDurationMs,
    keyPrefix: draft.keyPrefix,
    name: 'v0',
    packager: { targetSegmentMs: firstSegmentMs, fillsSound: true, isUpright: true },
    onSegment: growEdition({ attempt, asset, draft, isBrief: isBrief(plan) }).show,
  });
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: firstRungArguments(plan, work.source.input, 3, threadsOf(context)),
    folder,
    limits: runLimits({
      durationMs: plan.endMs,
      memoryBytes,
      speedFloor: 20,
    }),
    signal: attempt.signal,
    outputPipes: 1,
    readOutput: (output) => writer.read(output),
    onProgress: stageProgress(context.db, asset.id, 'first_playable', plan.endMs),
  });
  const stream = await writer.finish();
  await attempt.publish(async (trx) => {
    await publish(trx, draft, {
      state: 'sealed',
      playlists: growingPlaylists(stream, { targetSeconds: growingTargetSeconds, isEnded: true }),
      streams: [stream],
      ownerId: asset.owner_id,
    });
    await setStage(trx, asset.id, 'first_playable', 'done');
  });
}

/** What the author is told of a plan: why it is not a copy, and what else is done. */
export function stageCodes({ reasons, notes }: TranscodePlan): ReasonCode[] {
  return [...reasons, ...notes].map(({ code }) => code);
}

/** Encoder settings of this machine. */
export function threadsOf(context: WorkerContext): { threads?: number } {
  return context.encoderThreads === null ? {} : { threads: context.encoderThreads };
}
