import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EditDocument } from '@weireel/edit';
import { findFfmpeg } from '@weireel/ffmpeg';
import { openDrawingThread } from '../drawing-thread.ts';
import type { FilmWork } from '../film-work.ts';
import { filmName, renderFilm } from '../render-film.ts';

/** Segments of earlier runs, by their keys. */
export type KeptSegments = Map<string, Uint8Array>;

/**
 * Renders a document in a new folder below one that holds its sources as `<name>.mp4`.
 *
 * @param sources names of the sources by the hashes that the document has for them
 * @returns the film's path, its hash, and the shares of progress that were told
 */
export async function renderInto(
  folder: string,
  document: EditDocument,
  sources: Record<string, string>,
  options: { kept?: KeptSegments; atOnce?: number; signal?: AbortSignal; onKept?: () => void } = {},
): Promise<{ path: string; hash: string; shares: number[]; rendered: number }> {
  const { kept = new Map<string, Uint8Array>(), atOnce = 2, signal = new AbortController().signal } = options;
  const attempt = join(folder, `attempt-${Math.random().toString(36).slice(2)}`);
  await mkdir(attempt);
  for (const [sha256, name] of Object.entries(sources))
    for (const ending of ['mp4', 'm4a'])
      await copyFile(join(folder, `${name}.mp4`), join(attempt, `${sha256}.${ending}`));
  const shares: number[] = [];
  let rendered = 0;
  const drawing = openDrawingThread();
  const work: FilmWork = {
    ...{ programs: await findFfmpeg(), folder: attempt, signal, atOnce, drawing },
    // They are there.
    sources: {
      openPicture: () => Promise.resolve(0),
      openSound: () => Promise.resolve(),
      readFile: (sha256) => readFile(join(folder, `${sources[sha256]}.png`)),
    },
    onProgress: (share) => shares.push(share),
    cache: {
      take: async (key, path) => {
        const bytes = kept.get(key);
        if (bytes !== undefined) await writeFile(path, bytes);
        return bytes !== undefined;
      },
      keep: async (key, path) => {
        rendered += 1;
        kept.set(key, await readFile(path));
        options.onKept?.();
      },
    },
  };
  try {
    await renderFilm(work, document);
  } finally {
    await drawing.close();
  }
  const path = join(attempt, filmName);
  const hash = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  return { path, hash, shares, rendered };
}
