import type { Readable } from 'node:stream';
import type { Survey } from '@weireel/contract';
import { exactFrameTicks, ticksOfSeconds, type Rate } from '@weireel/edit';
import { runFfmpeg, type FfmpegPrograms } from '@weireel/ffmpeg';
import {
  createLevelMeter,
  createOnsetMeter,
  createSceneMeter,
  findBeats,
  surveyedBytes,
  type LevelMeter,
  type OnsetMeter,
  type SceneMeter,
} from '@weireel/media';
import { surveyArguments } from '@weireel/transcode';
import { runLimits } from '../machine/limits.ts';

/** A file to be surveyed. */
export interface SurveyedFile {
  /** Folder that it lies in. */
  folder: string;
  /** Its name there: an MP4 in one piece. */
  name: string;
  /** How long it lasts; null: not known. */
  durationMs: number | null;
  /** Frames a second; null: it has no picture. */
  fps: Rate | null;
  /** Whether it has sound. */
  hasSound: boolean;
  /** Ends the work when aborted. */
  signal: AbortSignal;
}

/** A float of four bytes for each of two channels. */
const frameBytes = 8;
/** Samples that are heard at once. */
const blockFrames = 24_000;

/**
 * Listens to and looks at a file once, in the sandbox.
 *
 * @throws FfmpegError
 */
export async function surveyFile(program: FfmpegPrograms['ffmpegPath'], file: SurveyedFile): Promise<Survey> {
  const { folder, name, durationMs, fps, hasSound, signal } = file;
  const [levels, onsets, scenes] = [createLevelMeter(), createOnsetMeter(), createSceneMeter()];
  const readers = [
    ...(fps === null ? [] : [(output: Readable) => watch(output, scenes)]),
    ...(hasSound ? [(output: Readable) => hear(output, levels, onsets)] : []),
  ];
  await runFfmpeg({
    ...{ program, folder, signal, outputPipes: readers.length },
    args: surveyArguments(name, { hasPicture: fps !== null, hasSound }),
    limits: runLimits({ durationMs, memoryBytes: 0, speedFloor: 2 }),
    readOutput: async (output, index) => readers[index]?.(output),
  });
  return {
    sound: hasSound ? surveyedSound(levels, onsets) : null,
    scenes: fps === null ? [] : scenes.cuts().map((frame) => frame * exactFrameTicks(fps)),
  };
}

function surveyedSound(meter: LevelMeter, onsets: OnsetMeter): Survey['sound'] {
  const { stepMs, peaks, levels } = meter.levels();
  const found = findBeats(onsets.onsets());
  const grid = found && {
    tempoBpm: Math.round(100 * found.tempoBpm) / 100,
    beats: found.beats.map((at) => Math.max(0, ticksOfSeconds(at))),
  };
  const [peaksText, levelsText] = [peaks, levels].map((bytes) => Buffer.from(bytes).toString('base64'));
  return { stepMs, peaks: peaksText ?? '', levels: levelsText ?? '', grid };
}

async function watch(output: Readable, meter: SceneMeter): Promise<void> {
  await inPieces(output, surveyedBytes, (bytes) => meter.add(bytes));
}

async function hear(output: Readable, levels: LevelMeter, onsets: OnsetMeter): Promise<void> {
  const rest = await inPieces(output, blockFrames * frameBytes, listen);
  listen(rest);
  function listen(bytes: Uint8Array): void {
    const samples = new Float32Array(bytes.buffer, 0, 2 * Math.floor(bytes.length / frameBytes));
    levels.add(samples);
    onsets.add(samples);
  }
}

/** Hands on what comes in pieces of one size, each with memory of its own; answers what is left at the end. */
async function inPieces(
  output: Readable,
  sizeBytes: number,
  take: (piece: Uint8Array) => void,
): Promise<Uint8Array> {
  let piece = new Uint8Array(sizeBytes);
  let filled = 0;
  for await (const chunk of output) {
    let rest = chunk as Uint8Array; // as: a pipe yields buffers
    while (rest.length > 0) {
      const part = rest.subarray(0, sizeBytes - filled);
      piece.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
      if (filled < sizeBytes) continue;
      take(piece);
      piece = new Uint8Array(sizeBytes);
      filled = 0;
    }
  }
  return piece.subarray(0, filled);
}
