import { runFfmpeg } from '@weireel/ffmpeg';
import { sampleRate } from '@weireel/render';
import { runLimits } from '../machine/limits.ts';
import type { FilmWork } from './film-work.ts';

/** What a source's sound is called in a folder. */
export function soundName(sha256: string): string {
  return `${sha256}.m4a`;
}

/**
 * Runs FFmpeg on sound.
 *
 * @param samples that it has to work on, at 48 kHz
 */
export function runSound(work: FilmWork, args: string[], samples: number): Promise<string[]> {
  return runFfmpeg({
    program: work.programs.ffmpegPath,
    args,
    folder: work.folder,
    limits: runLimits({ durationMs: (samples * 1000) / sampleRate, memoryBytes: 0, speedFloor: 5 }),
    signal: work.signal,
  });
}
