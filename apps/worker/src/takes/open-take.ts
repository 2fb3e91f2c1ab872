import { mkdir } from 'node:fs/promises';
import { WeireelError } from '@weireel/contract';
import type { StoredArtefact } from '@weireel/db/videos';
import { FfmpegError, outputPath, runFfmpeg, runFfprobe, type FfmpegPrograms } from '@weireel/ffmpeg';
import { createPackager, Mp4FormatError, StreamUnfitError } from '@weireel/hls';
import type { TakeCopy, TakeFacts } from '@weireel/render';
import { copyTakeArguments, planTranscode, type MediaInput, type TranscodePlan } from '@weireel/transcode';
import { probeLimits, runLimits } from '../machine/limits.ts';
import { chooseWay } from '../processing/choose-way.ts';
import { copyPackaging, firstSegmentMs } from '../processing/copy-limits.ts';
import { examineSource, type SourceContext } from '../processing/examine-source.ts';
import { lacksBytes } from '../processing/first-playable.ts';
import { takeOutput } from '../render/take-output.ts';

/** A take that is understood, in a folder that holds nothing else. */
export interface OpenedTake extends TakeFacts {
  /** Its folder. */
  room: string;
  /** What to read there. */
  input: MediaInput;
  /** What it holds, and how it is encoded where that has to be. */
  plan: TranscodePlan;
}

/** Where a take is opened. */
export interface TakePlace {
  /** Folder that is made for it. */
  room: string;
  /** Folder of the film; takes its copied picture. */
  filmFolder: string;
  /** What its picture is called there. */
  name: string;
  /** Ends the work. */
  signal: AbortSignal;
}

/**
 * Opens a take alone, by its own demuxer, and copies its picture into the film's folder where a player could be given it
 * as it is: what the platform would not show as it comes is not joined as it comes.
 *
 * @throws WeireelError as `examineSource` does, and `media_damaged` when nobody knows how long it is
 */
export async function openTake(
  context: SourceContext,
  source: StoredArtefact<'source'> | null,
  { room, filmFolder, name, signal }: TakePlace,
): Promise<OpenedTake> {
  await mkdir(room);
  const { input, probe, tracks } = await examineSource(context, { source, folder: room, signal });
  const plan = (tracks === null ? null : chooseWay(probe, tracks)?.plan) ?? planTranscode(probe);
  const { endMs: lengthMs, display, frameRate: rate, firstRung } = plan;
  if (lengthMs === null || lengthMs <= 0) throw new WeireelError('media_damaged');
  const work = { programs: context.programs, room, signal };
  const copy = plan.path === 'copy' ? await copyPicture(work, input, plan, name) : null;
  if (copy !== null) await takeOutput(room, name, filmFolder);
  const encoded = plan.ladder.at(-1) ?? firstRung;
  return { room, input, plan, lengthMs, display, encoded, rate, copy };
}

/** Copies a picture; null: it does not fit, as the packager finds. */
async function copyPicture(
  { programs, room, signal }: { programs: FfmpegPrograms; room: string; signal: AbortSignal },
  input: MediaInput,
  plan: TranscodePlan,
  name: string,
): Promise<TakeCopy | null> {
  const packager = createPackager({ targetSegmentMs: firstSegmentMs, ...copyPackaging(plan) });
  try {
    await runFfmpeg({
      program: programs.ffmpegPath,
      args: copyTakeArguments(plan, input, 3, outputPath(name)),
      folder: room,
      limits: runLimits({ durationMs: plan.endMs, memoryBytes: 0, speedFloor: 1 }),
      signal,
      outputPipes: 1,
      async readOutput(output) {
        // A pipe yields buffers; what is cut of them is not needed.
        for await (const chunk of output) packager.push(chunk as Buffer);
      },
    });
    packager.finish();
  } catch (error) {
    if (signal.aborted || !isRefusal(error)) throw error;
    return null;
  }
  const facts = packager.facts();
  if (facts === null || lacksBytes({ ...plan, audio: null }, facts)) return null;
  const { video } = plan;
  const parts = [await configurationOf({ programs, room, signal }, outputPath(name)), video.colour];
  const { codedWidthPx, codedHeightPx, orientation } = video;
  const identity = JSON.stringify([...parts, codedWidthPx, codedHeightPx, orientation]);
  return { identity, turn: orientation.turn };
}

function isRefusal(error: unknown): boolean {
  if (error instanceof FfmpegError) return error.failure === 'failed';
  return error instanceof StreamUnfitError || error instanceof Mp4FormatError;
}

/** A hash of the codec configuration that a file of ours has in its header. */
export async function configurationOf(
  { programs, room, signal }: { programs: FfmpegPrograms; room: string; signal: AbortSignal },
  path: string,
): Promise<string> {
  const answer = await runFfprobe({
    program: programs.ffprobePath,
    args: [
      ...['-protocol_whitelist', 'file', '-f', 'mov', '-select_streams', 'v:0', '-show_data_hash', 'sha256'],
      ...['-show_entries', 'stream=extradata_hash', '-of', 'csv=p=0', '-i', `file:${path}`],
    ],
    folder: room,
    limits: probeLimits,
    signal,
  });
  return answer.trim();
}
