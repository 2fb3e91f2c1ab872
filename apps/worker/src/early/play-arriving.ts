import type { Readable } from 'node:stream';
import { assetSubject } from '@weireel/contract';
import { setStage } from '@weireel/db/processing';
import type { AssetRow } from '@weireel/db/videos';
import { runFfmpeg } from '@weireel/ffmpeg';
import { growingPlaylists, StreamUnfitError, type EditionStream, type PackagingFacts } from '@weireel/hls';
import { deliverNow, type Attempt } from '@weireel/jobs';
import {
  copyArguments,
  estimateMemoryBytes,
  firstRungArguments,
  type TranscodePlan,
} from '@weireel/transcode';
import { beginEdition, publish, type EditionDraft } from '../edition/edition.ts';
import { copyPackaging, firstSegmentMs, lengthToleranceMs } from '../processing/copy-limits.ts';
import { lacksBytes, stageCodes, threadsOf } from '../processing/first-playable.ts';
import { growEdition } from '../edition/growing-edition.ts';
import { runLimits } from '../machine/limits.ts';
import { packageStream, type StoredStream } from '../edition/package-streams.ts';
import { stageProgress } from '../processing/stage-progress.ts';
import type { WorkerContext } from '../worker-context.ts';
import type { ArrivingFile } from './arriving-file.ts';
import { readMedia, type ArrivingMedia } from './arriving-media.ts';
import type { EarlyWay } from '../processing/choose-way.ts';
import { writeInput } from './write-input.ts';

/** What making an arriving file playable needs. */
export interface ArrivingWork {
  /** The attempt, whose transactions publish. */
  attempt: Attempt;
  /** The asset. */
  asset: AssetRow;
  /** Its file. */
  file: ArrivingFile;
  /** How that is read. */
  media: ArrivingMedia;
  /** What is made of it. */
  way: EarlyWay;
  /** Folder for scratch files. */
  folder: string;
}

/** Uploads over bad networks take hours; what stands still is given up long before. */
const longestMs = 24 * 3600_000;

/**
 * Runs FFmpeg once over a file that is still arriving and publishes what it makes as it grows. When the upload has
 * ended and the file is the one that was read, the edition is sealed. Else what plays stays as far as it came, and
 * what was never published is swept.
 */
export async function playArriving(context: WorkerContext, work: ArrivingWork): Promise<void> {
  const { plan } = work.way;
  if (plan.path === 'copy') return playWithin(context, work, 0);
  const memoryBytes = estimateMemoryBytes(plan, [plan.firstRung]);
  const { id } = work.attempt.job;
  return context.firsts.use(work.asset.owner_id, 'early', () =>
    context.memory.use(id, memoryBytes, () => playWithin(context, work, memoryBytes)),
  );
}

async function playWithin(context: WorkerContext, work: ArrivingWork, memoryBytes: number): Promise<void> {
  const { attempt, asset, file, way } = work;
  const { plan, targetSeconds } = way;
  const isCopy = plan.path === 'copy';
  await attempt.publish((trx) => setStage(trx, asset.id, 'first_playable', 'running', stageCodes(plan)));
  const draft = await beginEdition(context.db, attempt, asset.id, isCopy ? 'copy' : 'first');
  const growing = growEdition({ attempt, asset, draft, targetSeconds });
  const writer = packageStream({
    blobs: context.blobs,
    maxDurationMs: context.mediaLimits.maxDurationMs,
    keyPrefix: draft.keyPrefix,
    name: 'v0',
    packager: {
      targetSegmentMs: firstSegmentMs,
      fillsSound: true,
      isUpright: !isCopy,
      ...(isCopy && copyPackaging(plan)),
    },
    async onSegment(stream) {
      checkPromise(stream, targetSeconds);
      await growing.show(stream);
    },
  });
  await runThrough(context, work, memoryBytes, (output) => writer.read(output));
  const stream = await writer.finish();
  await file.untilComplete(attempt.signal);
  await seal(work, draft, stream);
}

/** Runs FFmpeg over the file from its beginning to its end, as it arrives. */
async function runThrough(
  context: WorkerContext,
  work: ArrivingWork,
  memoryBytes: number,
  readOutput: (output: Readable) => Promise<void>,
): Promise<void> {
  const { plan } = work.way;
  const isCopy = plan.path === 'copy';
  const input = { demuxer: work.media.demuxer, path: null };
  const stop = new AbortController();
  const signal = AbortSignal.any([work.attempt.signal, stop.signal]);
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: isCopy ? copyArguments(plan, input, 3) : firstRungArguments(plan, input, 3, threadsOf(context)),
    folder: work.folder,
    limits: {
      ...runLimits({ durationMs: plan.endMs, memoryBytes, speedFloor: 20 }),
      timeoutMs: longestMs,
    },
    signal,
    outputPipes: 1,
    readOutput,
    async writeInput(pipe) {
      // FFmpeg may have ended while we wait for bytes that it would not read any more.
      const gone = new AbortController();
      pipe.once('close', () => gone.abort());
      try {
        await writeInput(
          pipe,
          readMedia(work.file, work.media.pieces, AbortSignal.any([signal, gone.signal])),
        );
      } catch (error) {
        if (!gone.signal.aborted) stop.abort(error);
      }
    },
    onProgress: stageProgress(context.db, work.asset.id, 'first_playable', plan.endMs),
  });
}

/** Nothing longer than the playlist promised may get into it. */
function checkPromise({ segments }: StoredStream, targetSeconds: number): void {
  if ((segments.at(-1)?.durationSeconds ?? 0) > targetSeconds + 0.5) {
    throw new StreamUnfitError('long_gop', 'A segment is longer than its playlist promised');
  }
}

/** Ends the edition, unless what arrived is not what was read, or is more than what came out. */
async function seal(
  { attempt, asset, file, way: { plan, targetSeconds } }: ArrivingWork,
  draft: EditionDraft,
  stream: EditionStream,
): Promise<void> {
  if (!isWhole(plan, stream.facts)) return;
  await attempt.publish(async (trx) => {
    if (!(await file.isAsRead(trx))) return;
    await publish(trx, draft, {
      state: 'sealed',
      playlists: growingPlaylists(stream, { targetSeconds, isEnded: true }),
      streams: [stream],
      ownerId: asset.owner_id,
    });
    await setStage(trx, asset.id, 'first_playable', 'done');
    await deliverNow(trx, assetSubject(asset.id), 'process_first');
  });
}

/** Whether picture and sound are as long as they should be. Where no length was known, they go together at least. */
function isWhole(plan: TranscodePlan, facts: PackagingFacts): boolean {
  if (plan.path === 'copy' && lacksBytes(plan, facts)) return false;
  return plan.pictureEndMs !== null || Math.abs(facts.audioEndDifferenceMs ?? 0) <= lengthToleranceMs;
}
