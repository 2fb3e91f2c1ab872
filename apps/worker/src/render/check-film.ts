import { readFfprobeLines } from '@weireel/ffmpeg';
import type { RenderPlan } from '@weireel/render';
import { scanLimits } from '../machine/limits.ts';
import type { FilmWork } from './film-work.ts';

/**
 * Looks whether a film is what was planned: each frame once, all at their places.
 *
 * @throws Error when it is not
 */
export async function checkFilm(work: FilmWork, { frames, format }: RenderPlan, name: string): Promise<void> {
  const places = new Set<number>();
  await readFfprobeLines(
    {
      program: work.programs.ffprobePath,
      args: [
        ...['-protocol_whitelist', 'file', '-f', 'mov', '-select_streams', 'v:0'],
        ...['-show_entries', 'packet=pts_time', '-of', 'csv=p=0', '-i', name],
      ],
      folder: work.folder,
      limits: scanLimits,
      signal: work.signal,
    },
    (line) => {
      const at = Number.parseFloat(line);
      if (!Number.isNaN(at)) places.add(Math.round((at * format.fps.num) / format.fps.den));
    },
  );
  const isWhole = places.size === frames && places.has(0) && places.has(frames - 1);
  if (!isWhole) throw new Error(`the film has ${places.size} of ${frames} frames at their places`);
}
