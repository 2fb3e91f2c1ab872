import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EditDocument, Segment } from '@weireel/edit';
import {
  fileContent,
  runsOf,
  segmentPicture,
  segmentRun,
  type DrawingFiles,
  type DrawnRun,
  type Raster,
  type SourceFile,
} from '@weireel/render';
import type { DrawingThread } from '../drawing-thread.ts';
import { tablesFor } from '../tables-for.ts';
import { runTool } from '../../../../../test/run-tool.ts';

/**
 * Pictures that a part of a document is rendered to, before they are encoded: planes of bytes, of all pixels the luma and
 * both chromas of BT.709 in limited range.
 *
 * @param folder holds the sources, by the paths that `sourceOf` says
 * @param drawing draws what is not decoded; absent: there is nothing of it
 * @param drawingFiles what it is drawn with. Default: nothing is needed
 */
export async function drawFrames(
  folder: string,
  document: EditDocument,
  segment: Segment,
  sourceOf: (sha256: string) => SourceFile,
  drawing?: DrawingThread,
  drawingFiles: DrawingFiles = {},
): Promise<Uint8Array[]> {
  const picture = segmentPicture(document, segment);
  if (picture === null) throw new Error('this is not rendered');
  const { widthPx, heightPx } = document.canvas;
  const within = (sha256: string) => ({ ...sourceOf(sha256), path: join(folder, sourceOf(sha256).path) });
  const rasters = new Map<DrawnRun, Raster | null>();
  for (const run of picture.kind === 'composition' ? runsOf(picture) : [])
    if (run.kind === 'drawn') rasters.set(run, (await drawing?.draw(run.drawing, drawingFiles)) ?? null);
  const sources = { sourceOf: within, rasterOf: (run: DrawnRun) => rasters.get(run) ?? null };
  const { args, files } = segmentRun(
    picture,
    sources,
    { widthPx, heightPx, fps: document.fps, crf: 20 },
    '-',
  );
  for (const file of files) {
    const tables = await tablesFor(file, (sha256) =>
      Promise.resolve(drawingFiles[sha256] ?? new Uint8Array()),
    );
    await writeFile(join(folder, file.name), fileContent(file, tables));
  }
  const beside = new Map(files.map(({ name }) => [name, join(folder, name)]));
  // All that is done to pictures, and then not encoded.
  const placed = args
    .slice(0, args.indexOf('-c:v'))
    .map((argument) => [...beside].reduce((text, [name, path]) => text.replaceAll(name, path), argument));
  const { stdout } = await runTool('ffmpeg', [
    ...placed,
    ...['-frames:v', String(segment.to - segment.from), '-pix_fmt', 'yuv444p', '-f', 'rawvideo', '-'],
  ]);
  const frameBytes = 3 * widthPx * heightPx;
  return Array.from({ length: stdout.length / frameBytes }, (_, frame) =>
    stdout.slice(frame * frameBytes, (frame + 1) * frameBytes),
  );
}
