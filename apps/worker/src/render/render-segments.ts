import { createHash } from 'node:crypto';
import { link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isKnownAsset, type EditDocument } from '@weireel/edit';
import { outputPath, runFfmpeg } from '@weireel/ffmpeg';
import {
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
import type { DrawingThread } from './drawing-thread.ts';
import { limitsOf, type FilmWork } from './film-work.ts';
import { takeOutput } from './take-output.ts';

/** Share of the work that pictures take; the rest is sound and joining. */
const pictureShare = 0.9;

/** A segment that is there. */
export interface RenderedSegment {
  /** Hash of all that shapes it. */
  name: string;
  /** Its file in the folder of the work. */
  file: string;
}

/**
 * Renders pictures of a plan, or takes them from those that were rendered before, each as one segment.
 *
 * @param pictures those of the plan that are wanted. Default: all
 * @returns the segments of these, in order; what shows the same is the same
 */
export async function renderSegments(
  work: FilmWork,
  document: EditDocument,
  plan: RenderPlan,
  pictures: readonly SegmentPicture[] = plan.segments,
): Promise<RenderedSegment[]> {
  const { folder, signal, cache, drawing, onProgress } = work;
  const sourceOf = (sha256: string) => sourceFile(document, sha256);
  const segments = pictures.map((picture) => {
    const hash = createHash('sha256').update(work.programs.version);
    for (const part of segmentIdentity(picture, sourceOf, plan.format)) hash.update(part);
    const name = hash.digest('hex');
    return { name, file: `s-${name}.mp4`, picture };
  });
  // Those that show the same are rendered once.
  const due = [...new Map(segments.map((segment) => [segment.name, segment])).values()];
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
  await Promise.all(Array.from({ length: work.atOnce }, renderNext));
  return segments;
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
