import { createHash } from 'node:crypto';
import { link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isKnownAsset, type EditDocument } from '@weireel/edit';
import {
  joinArguments,
  joinList,
  planRender,
  runsOf,
  segmentIdentity,
  segmentRun,
  sourcesOf,
  type DrawnRun,
  type Raster,
  type RenderPlan,
  type SegmentPicture,
  type SourceFile,
} from '@weireel/render';
import { outputPath, runFfmpeg, type FfmpegPrograms } from '@weireel/ffmpeg';
import { runLimits } from '../machine/limits.ts';
import { openDrawingThread, type DrawingThread } from './drawing-thread.ts';
import { takeOutput } from './take-output.ts';
import { mixFilm } from './mix-film.ts';
import type { SegmentCache } from './segment-cache.ts';
import { checkFilm } from './check-film.ts';

/** What a film is rendered with. */
export interface FilmWork {
  /** FFmpeg. */
  programs: FfmpegPrograms;
  /** Folder of this attempt; holds each source as `<sha256>.mp4`. */
  folder: string;
  /** Ends the work when aborted. */
  signal: AbortSignal;
  /** Segments that were rendered before. */
  cache: SegmentCache;
  /** How many segments are rendered at once; changes nothing of the result. */
  atOnce: number;
  /** Told how far it is, from 0 to 1, and never less than before. */
  onProgress: (share: number) => void;
}

/** Share of the work that pictures take; the rest is sound and joining. */
const pictureShare = 0.9;

/**
 * Renders a document to `film.mp4` in the folder. The same document with the same sources gives the same bytes, however
 * many segments are rendered at once and however often it was begun.
 *
 * @param document one that was checked, whose sources lie in the folder
 * @throws RangeError for one that is not rendered yet; FfmpegError; Error when the film is not what was planned
 */
export async function renderFilm(work: FilmWork, document: EditDocument): Promise<void> {
  const plan = planRender(document);
  const names = await renderSegments(work, document, plan);
  const sound = plan.sound === null ? null : await mixFilm(work, plan.sound);
  await writeFile(join(work.folder, 'list.txt'), joinList(names));
  const { fps } = plan.format;
  await runFfmpeg({
    program: work.programs.ffmpegPath,
    args: joinArguments('list.txt', { fps, sound }, outputPath(filmName)),
    folder: work.folder,
    limits: limitsOf(plan),
    signal: work.signal,
  });
  await takeOutput(work.folder, filmName);
  await checkFilm(work, plan, filmName);
  work.onProgress(1);
}

/** What the film is called in its folder. */
export const filmName = 'film.mp4';

async function renderSegments(work: FilmWork, document: EditDocument, plan: RenderPlan): Promise<string[]> {
  const { folder, signal, cache, onProgress } = work;
  const sourceOf = (sha256: string) => sourceFile(document, sha256);
  const segments = plan.segments.map((picture) => {
    const hash = createHash('sha256').update(work.programs.version);
    for (const part of segmentIdentity(picture, sourceOf, plan.format)) hash.update(part);
    const name = hash.digest('hex');
    return { name, file: `s-${name}.mp4`, picture };
  });
  // Those that show the same are rendered once.
  const due = [...new Map(segments.map((segment) => [segment.name, segment])).values()];
  const drawing = openDrawingThread();
  let done = 0;
  const renderOne = async ({ name, file, picture }: (typeof due)[number]): Promise<void> => {
    if (await cache.take(name, join(folder, file))) return;
    // A room of its own: what another run writes is none of its business.
    const room = join(folder, name);
    await mkdir(room);
    const rasters = await drawAll(drawing, picture);
    const rasterOf = (run: DrawnRun) => rasters.get(run) ?? null;
    const { args, files } = segmentRun(picture, { sourceOf, rasterOf }, plan.format, outputPath(file));
    for (const { path } of sourcesOf(picture).map(sourceOf)) await link(join(folder, path), join(room, path));
    for (const { name: beside, content } of files) await writeFile(join(room, beside), content);
    await runFfmpeg({
      program: work.programs.ffmpegPath,
      args,
      folder: room,
      limits: limitsOf(plan),
      signal,
    });
    await takeOutput(room, file, folder);
    await cache.keep(name, join(folder, file));
  };
  const renderNext = async (): Promise<void> => {
    for (let next = due.shift(); next !== undefined; next = due.shift()) {
      signal.throwIfAborted();
      await renderOne(next);
      done += 1;
      onProgress((pictureShare * done) / (done + due.length));
    }
  };
  try {
    await Promise.all(Array.from({ length: work.atOnce }, renderNext));
  } finally {
    await drawing.close();
  }
  return segments.map(({ file }) => file);
}

async function drawAll(
  drawing: DrawingThread,
  picture: SegmentPicture,
): Promise<Map<DrawnRun, Raster | null>> {
  const rasters = new Map<DrawnRun, Raster | null>();
  for (const run of picture.kind === 'composition' ? runsOf(picture) : [])
    if (run.kind === 'drawn') rasters.set(run, await drawing.draw(run.drawing));
  return rasters;
}

function sourceFile({ assets }: EditDocument, sha256: string): SourceFile {
  const video = Object.values(assets)
    .filter(isKnownAsset)
    .find((asset) => asset.kind === 'video' && asset.sha256 === sha256);
  if (video?.kind !== 'video') throw new Error(`${sha256} is no video of the document`);
  const { fps, widthPx, heightPx } = video;
  return { path: `${sha256}.mp4`, fps, widthPx, heightPx };
}

/** What a run over a film may use. */
function limitsOf({ frames, format }: Pick<RenderPlan, 'frames' | 'format'>) {
  const durationMs = (frames * 1000 * format.fps.den) / format.fps.num;
  const pictureBytes = format.widthPx * format.heightPx * 1.5;
  return runLimits({ durationMs, memoryBytes: 256 * pictureBytes, speedFloor: 20 });
}
