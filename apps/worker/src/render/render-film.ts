import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EditDocument } from '@weireel/edit';
import { joinArguments, joinList, planRender } from '@weireel/render';
import { bothOf } from './both-of.ts';
import { checkFilm } from './check-film.ts';
import type { FilmWork } from './film-work.ts';
import { mixFilm } from './mix-film.ts';
import { renderSegments } from './render-segments.ts';
import { writeFilmFile } from './write-film-file.ts';

/**
 * Renders a document to `film.mp4` in the folder. The same document with the same sources gives the same bytes, however
 * many segments are rendered at once and however often it was begun.
 *
 * @param document one that was checked, whose sources lie in the folder
 * @throws RangeError for one that is not rendered yet; FfmpegError; Error when the film is not what was planned
 */
export async function renderFilm(work: FilmWork, document: EditDocument): Promise<void> {
  const plan = planRender(document);
  const [segments, sound] = await bothOf(
    work.signal,
    (signal) => renderSegments({ ...work, signal }, document, plan),
    async (signal) => (plan.sound === null ? null : mixFilm({ ...work, signal }, plan.sound)),
  );
  await writeFile(join(work.folder, 'list.txt'), joinList(segments.map(({ file }) => file)));
  const { fps } = plan.format;
  await writeFilmFile(work, plan, filmName, (output) => joinArguments('list.txt', { fps, sound }, output));
  await checkFilm(work, plan, filmName);
  work.onProgress(1);
}

/** What the film is called in its folder. */
export const filmName = 'film.mp4';
