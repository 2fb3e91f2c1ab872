import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type EditDocument,
  type Item,
  type Rate,
  evaluateFrame,
  exactFrameTicks,
  frameCount,
  segmentsOf,
} from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { frameRunOf, joinArguments, segmentArguments } from '@weireel/render';
import { describe, expect, it } from 'vitest';
import { probeJson, runTool, withFolder } from '../run-tool.ts';

const bits = 10;
const size = { widthPx: 160, heightPx: 32 };

/** A clip whose every frame shows its number as black and white bars. */
async function makeBarCodes(path: string, fps: Rate, count: number): Promise<void> {
  const source = `color=s=${size.widthPx}x${size.heightPx}:r=${fps.num}/${fps.den}`;
  const bars = `geq=lum='16+219*mod(floor(N/pow(2,floor(X/16))),2)':cb=128:cr=128`;
  const encoding = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-crf',
    '18',
    '-g',
    '25',
    '-bf',
    '2',
    '-pix_fmt',
    'yuv420p',
  ];
  await runTool('ffmpeg', [
    '-f',
    'lavfi',
    '-i',
    source,
    '-vf',
    bars,
    '-frames:v',
    String(count),
    ...encoding,
    path,
  ]);
}

/** The numbers that the frames of a clip show. */
async function readBarCodes(path: string): Promise<number[]> {
  const { stdout } = await runTool('ffmpeg', [
    '-i',
    path,
    '-fps_mode',
    'passthrough',
    '-pix_fmt',
    'gray',
    '-f',
    'rawvideo',
    '-',
  ]);
  const frameBytes = size.widthPx * size.heightPx;
  return Array.from({ length: stdout.length / frameBytes }, (_, frame) => {
    const row = frame * frameBytes + (size.heightPx / 2) * size.widthPx;
    return Array.from({ length: bits }, (__, bit) =>
      (stdout[row + bit * 16 + 8] ?? 0) > 128 ? 2 ** bit : 0,
    ).reduce((a, b) => a + b, 0);
  });
}

/** Cuts at every kind of speed, from a source of one rate into an output of another. */
function cutsOf(fps: Rate, sourceFps: Rate): EditDocument {
  const [frame, sourceFrame] = [exactFrameTicks(fps), exactFrameTicks(sourceFps)];
  let start = 0;
  const clip = (id: string, frames: number, sourceIn: number, retime?: object): Item => {
    const item = {
      id,
      kind: 'clip',
      start,
      duration: frames * frame,
      asset: 'film',
      sourceIn: sourceIn * sourceFrame,
    };
    start += frames * frame;
    return { ...item, ...(retime !== undefined && { retime }) };
  };
  const speed = (num: number, den: number, reversed = false) => ({
    kind: 'constant',
    speed: { num, den },
    reversed,
  });
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas: size, fps, styles: {} },
    assets: {
      film: {
        ...{ kind: 'video', sha256: 'a'.repeat(64), ...size, fps: sourceFps, hasSound: false },
        duration: 400 * sourceFrame,
      },
    },
    tracks: [
      {
        ...{ id: 'main', kind: 'visual', transitions: [] },
        items: [
          clip('cut', 13, 37),
          clip('long', 70, 101),
          clip('slow', 20, 250, speed(1, 3)),
          clip('fast', 15, 10, speed(5, 2)),
          clip('back', 25, 90, speed(1, 1, true)),
          clip('backSlow', 21, 300, speed(2, 5, true)),
          clip('frozen', 8, 333, { kind: 'freeze' }),
          clip('curve', 30, 200, {
            kind: 'curve',
            points: [
              { at: 0, speed: { num: 1, den: 2 } },
              { at: 20 * frame, speed: { num: 3, den: 1 } },
            ],
          }),
          clip('first', 5, 0),
        ],
      },
    ],
  };
}

describe('cuts that are rendered', () => {
  it.each([
    [
      { num: 30, den: 1 },
      { num: 30, den: 1 },
    ],
    [
      { num: 25, den: 1 },
      { num: 30_000, den: 1001 },
    ],
  ])('show at every frame what the document says, at %j from %j', async (fps, sourceFps) => {
    const document = cutsOf(fps, sourceFps);
    expect(checkDocument(document).problems).toEqual([]);
    await withFolder(async (folder) => {
      const source = { path: join(folder, 'source.mp4'), fps: sourceFps };
      await makeBarCodes(source.path, sourceFps, 400);
      const names: string[] = [];
      for (const segment of segmentsOf(document)) {
        const run = frameRunOf(document, segment);
        if (run === null) throw new Error(`segment from ${segment.from} is more than frames of a file`);
        const name = `segment-${names.length}.mp4`;
        await runTool('ffmpeg', segmentArguments(run, source, { ...size, fps, crf: 18 }, join(folder, name)));
        names.push(name);
      }
      await writeFile(join(folder, 'list.txt'), names.map((name) => `file ${name}\n`).join(''));
      const output = join(folder, 'output.mp4');
      await runTool('ffmpeg', joinArguments(join(folder, 'list.txt'), output));

      const expected = Array.from({ length: frameCount(document) }, (_, frame) => {
        const [layer] = evaluateFrame(document, frame).layers;
        return layer?.kind === 'layer' && layer.content.kind === 'video' ? layer.content.frame : null;
      });
      expect(await readBarCodes(output)).toEqual(expected);
      const { streams } = (await probeJson(output, '-show_streams')) as {
        streams: Record<string, unknown>[];
      }; // as: ffprobe’s form
      expect(streams).toMatchObject([
        { nb_frames: String(expected.length), avg_frame_rate: `${fps.num}/${fps.den}`, color_space: 'bt709' },
      ]);
      expect(Number(streams[0]?.duration)).toBeCloseTo((expected.length * fps.den) / fps.num, 3);

      // The same arguments give the same bytes.
      const [first = { from: 0, to: 0 }] = segmentsOf(document);
      const run = frameRunOf(document, first);
      const again = join(folder, 'again.mp4');
      if (run !== null)
        await runTool('ffmpeg', segmentArguments(run, source, { ...size, fps, crf: 18 }, again));
      const hashes = await Promise.all(
        [again, join(folder, 'segment-0.mp4')].map(async (path) =>
          createHash('sha256')
            .update(await readFile(path))
            .digest('hex'),
        ),
      );
      expect(hashes[0]).toBe(hashes[1]);
    });
  });
});
