import { createHash } from 'node:crypto';
import { link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isKnownAsset, type EditDocument } from '@weireel/edit';
import { outputPath, runFfmpeg } from '@weireel/ffmpeg';
import {
  fileContent,
  filesOfDrawing,
  frameRuns,
  groupSegments,
  runsOf,
  segmentIdentity,
  segmentRun,
  segmentsRun,
  sourcesOf,
  type DrawnRun,
  type Raster,
  type RenderPlan,
  type SegmentPicture,
  type SegmentRun,
  type SourceFile,
} from '@weireel/render';
import { limitsOf, type FilmWork } from './film-work.ts';
import { forEachAtOnce } from './for-each-at-once.ts';
import { tablesFor } from './tables-for.ts';
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
  const { folder, signal, cache, onProgress } = work;
  const sourceOf = (sha256: string) => sourceFile(document, sha256);
  const segments = pictures.map((picture) => {
    const hash = createHash('sha256').update(work.programs.version);
    for (const part of segmentIdentity(picture, sourceOf, plan.format)) hash.update(part);
    const name = hash.digest('hex');
    return { name, file: `s-${name}.mp4`, picture };
  });
  // Those that show the same are rendered once.
  const wanted = [...new Map(segments.map((segment) => [segment.name, segment])).values()];
  const kept = new Set<NamedSegment>();
  const look = async (segment: NamedSegment): Promise<void> => {
    if (await cache.take(segment.name, join(folder, segment.file))) kept.add(segment);
  };
  await forEachAtOnce(wanted, takenAtOnce, look);
  let done = kept.size;
  const tell = (): void => onProgress((pictureShare * done) / wanted.length);
  const due = wanted.filter((segment) => !kept.has(segment));
  await forEachAtOnce(groupSegments(due, plan.format, work.atOnce), work.atOnce, async (group) => {
    signal.throwIfAborted();
    await renderGroup(work, plan, group, sourceOf);
    done += group.length;
    tell();
  });
  return segments;
}

/** A segment with what it shows. */
type NamedSegment = RenderedSegment & { picture: SegmentPicture };

/** Segments that are taken from those rendered before at once. */
const takenAtOnce = 4;

/** Renders segments by one run of FFmpeg, and keeps them. */
async function renderGroup(
  { programs, folder, sources, signal, cache, drawing }: FilmWork,
  plan: RenderPlan,
  group: readonly NamedSegment[],
  sourceOf: (sha256: string) => SourceFile,
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  // A room of its own: what another run writes is none of its business.
  const room = join(folder, first.name);
  await mkdir(room);
  const { args, files } = await runOf(group, first);
  for (const sha256 of new Set(group.flatMap(({ picture }) => sourcesOf(picture)))) {
    const { path, isStill } = sourceOf(sha256);
    if (isStill === true) await writeFile(join(folder, path), await sources.readFile(sha256));
    else await sources.openPicture(sha256);
    await link(join(folder, path), join(room, path));
  }
  for (const file of files) {
    const tables = await tablesFor(file, (sha256) => sources.readFile(sha256));
    await writeFile(join(room, file.name), fileContent(file, tables));
  }
  await runFfmpeg({ program: programs.ffmpegPath, args, folder: room, limits: limitsOf(plan), signal });
  for (const { name, file } of group) {
    await takeOutput(room, file, folder);
    await cache.keep(name, join(folder, file));
  }

  async function runOf(all: readonly NamedSegment[], { picture, file }: NamedSegment): Promise<SegmentRun> {
    const runs = all.length === 1 ? null : frameRuns(all.map((segment) => segment.picture));
    if (runs !== null) {
      const outputs = all.map((segment) => outputPath(segment.file));
      return segmentsRun(runs, { sourceOf }, plan.format, outputs);
    }
    const rasters = await drawAll({ drawing, sources }, picture);
    const rasterOf = (run: DrawnRun) => rasters.get(run) ?? null;
    return segmentRun(picture, { sourceOf, rasterOf }, plan.format, outputPath(file));
  }
}

async function drawAll(
  { drawing, sources }: Pick<FilmWork, 'drawing' | 'sources'>,
  picture: SegmentPicture,
): Promise<Map<DrawnRun, Raster | null>> {
  const rasters = new Map<DrawnRun, Raster | null>();
  for (const run of picture.kind === 'composition' ? runsOf(picture) : [])
    if (run.kind === 'drawn') {
      const hashes = filesOfDrawing(run.drawing);
      const files = await Promise.all(
        hashes.map(async (sha256) => [sha256, await sources.readFile(sha256)] as const),
      );
      rasters.set(run, await drawing.draw(run.drawing, Object.fromEntries(files)));
    }
  return rasters;
}

function sourceFile({ assets }: EditDocument, sha256: string): SourceFile {
  const source = Object.values(assets)
    .filter(isKnownAsset)
    .find((asset) => (asset.kind === 'video' || asset.kind === 'image') && asset.sha256 === sha256);
  if (source?.kind === 'image') {
    const { widthPx, heightPx } = source;
    return { path: `${sha256}.png`, isStill: true, fps: { num: 1, den: 1 }, widthPx, heightPx };
  }
  if (source?.kind !== 'video') throw new Error(`${sha256} is no picture of the document`);
  const { fps, widthPx, heightPx } = source;
  return { path: `${sha256}.mp4`, fps, widthPx, heightPx };
}
