import { join } from 'node:path';
import { outputPath, runFfmpeg } from '@weireel/ffmpeg';
import type { RenderPlan } from '@weireel/render';
import { limitsOf, type FilmWork } from './film-work.ts';
import { takeOutput } from './take-output.ts';

/**
 * Has FFmpeg write a file out of what lies in the folder of a film's work, and takes it as an input of later runs.
 *
 * @param name what it is called in the folder
 * @param argumentsFor the arguments that write to an output
 * @returns its path
 */
export async function writeFilmFile(
  work: Pick<FilmWork, 'programs' | 'folder' | 'signal'>,
  plan: RenderPlan,
  name: string,
  argumentsFor: (output: string) => string[],
): Promise<string> {
  await runFfmpeg({
    program: work.programs.ffmpegPath,
    args: argumentsFor(outputPath(name)),
    folder: work.folder,
    limits: limitsOf(plan),
    signal: work.signal,
  });
  await takeOutput(work.folder, name);
  return join(work.folder, name);
}
