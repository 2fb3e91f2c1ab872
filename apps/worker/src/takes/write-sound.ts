import type { FileHandle } from 'node:fs/promises';
import { runFfmpeg, type FfmpegPrograms } from '@weireel/ffmpeg';
import { takeSoundArguments } from '@weireel/transcode';
import { runLimits } from '../machine/limits.ts';
import type { OpenedTake } from './open-take.ts';

/** A float for each of two channels. */
const sampleBytes = 8;
const samplesPerMs = 48;
const silence = new Uint8Array(1 << 20);

/**
 * Appends a take's sound to that of the film: exactly as many samples as the take lasts, with silence where it has none.
 *
 * @param samples how many of both channels
 */
export async function writeSound(
  work: { programs: FfmpegPrograms; signal: AbortSignal },
  { plan, input, room, lengthMs }: OpenedTake,
  samples: number,
  file: FileHandle,
): Promise<void> {
  let missing = samples * sampleBytes;
  const write = async (bytes: Uint8Array): Promise<void> => {
    const fitting = bytes.subarray(0, missing);
    missing -= fitting.length;
    await file.appendFile(fitting);
  };
  const writeSilence = async (bytes: number): Promise<void> => {
    for (let rest = bytes; rest > 0; rest -= silence.length) await write(silence.subarray(0, rest));
  };
  const { audio } = plan;
  if (audio !== null) {
    await writeSilence(Math.round(Math.max(0, audio.startMs) * samplesPerMs) * sampleBytes);
    await runFfmpeg({
      program: work.programs.ffmpegPath,
      args: takeSoundArguments(input, audio, 3),
      folder: room,
      limits: runLimits({ durationMs: lengthMs, memoryBytes: 0, speedFloor: 5 }),
      signal: work.signal,
      outputPipes: 1,
      async readOutput(output) {
        // A pipe yields buffers.
        for await (const chunk of output) await write(chunk as Buffer);
      },
    });
  }
  await writeSilence(missing);
}
