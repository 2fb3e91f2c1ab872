import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { findUnrendered } from '@weireel/render';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runTool } from '../../../../test/run-tool.ts';
import { drawFrames } from './testing/draw-frames.ts';

const canvas = { widthPx: 160, heightPx: 160 };
const pixels = canvas.widthPx * canvas.heightPx;
const fps = { num: 25, den: 1 };
const names = ['clean', 'noisy', 'blocky', 'edge', 'key', 'below'] as const;
const hashOf = (name: (typeof names)[number]) => String(names.indexOf(name)).repeat(64);
const sourceOf = (sha256: string) => ({ path: `${names[Number(sha256[0])]}.mp4`, fps, ...canvas });
const frames = 12;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  const size = `s=${canvas.widthPx}x${canvas.heightPx}:r=25`;
  const exact = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', '-pix_fmt', 'yuv420p'];
  const bt709 = 'scale=out_color_matrix=bt709:out_range=limited,format=yuv420p';
  const make = (name: string, source: string, encoding = exact) =>
    runTool('ffmpeg', [
      ...['-f', 'lavfi', '-i', `${source},${bt709}`, '-frames:v', String(frames), ...encoding],
      join(folder, `${name}.mp4`),
    ]);
  const waves = `nullsrc=${size},geq=lum='126+60*sin(X/17)+40*cos(Y/23)':cb=128:cr=128`;
  await make('clean', waves);
  await make('noisy', `${waves},noise=c0s=24:c0f=t+u:all_seed=7`);
  // Eight pixels each way of one shade, as they are left where bits were few.
  await make('blocky', `${waves},scale=20:20:flags=area,scale=160:160:flags=neighbor`);
  await make('edge', `color=0x404040:${size},drawbox=80:0:80:160:0xc0c0c0:fill`);
  await make('key', `nullsrc=${size},geq=r='${disc(150, 0)}':g='${disc(170, 255)}':b='${disc(110, 0)}'`);
  await make('below', `color=0x2020e0:${size}`);
});

const disc = (within: number, without: number) => `if(lt(hypot(X+0.5-80,Y+0.5-80),60),${within},${without})`;

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The last of some frames of clips that lie over one another. */
async function shownOf(...layers: [name: (typeof names)[number], effects?: object[]][]): Promise<Uint8Array> {
  const duration = (frames * second) / 25;
  const checked = checkDocument({
    ...{ schema: 'weireel.edit', version: 1, canvas, fps, styles: {} },
    assets: Object.fromEntries(
      names.map((name) => [
        name,
        { kind: 'video', sha256: hashOf(name), duration, ...canvas, fps, hasSound: false },
      ]),
    ),
    tracks: layers.map(([asset, effects = []], index) => ({
      ...{ id: `t${index}`, kind: 'visual', transitions: [] },
      items: [{ id: `i${index}`, kind: 'clip', asset, start: 0, duration, sourceIn: 0, effects }],
    })),
  });
  expect(checked.problems).toEqual([]);
  const document: EditDocument | null = checked.document;
  if (document === null) throw new Error('the document is not valid');
  expect(findUnrendered(document)).toEqual([]);
  const shown = (await drawFrames(folder, document, { from: 0, to: frames }, sourceOf)).at(-1);
  if (shown === undefined) throw new Error('there is no frame');
  return shown;
}

const effect = (kind: string, params: object) => ({ kind, version: 1, params });
const luma = (picture: Uint8Array) => picture.subarray(0, pixels);

/** Peak signal to noise, in decibels. */
function psnr(picture: Uint8Array, clean: Uint8Array): number {
  const squares = luma(picture).reduce((sum, value, index) => sum + (value - (clean[index] ?? 0)) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (squares / pixels));
}

/** How much larger the steps between blocks of eight pixels are than those within. */
function blockiness(picture: Uint8Array): number {
  const sums = { between: 0, within: 0 };
  luma(picture).forEach((value, index) => {
    const x = index % canvas.widthPx;
    if (x > 0) sums[x % 8 === 0 ? 'between' : 'within'] += Math.abs(value - (picture[index - 1] ?? 0));
  });
  return sums.between - sums.within / 7;
}

it('noise is taken away, steps between blocks are made lower, and edges clearer without rings (GOAL-30)', async () => {
  const clean = await shownOf(['clean']);
  const noisy = await shownOf(['noisy']);
  const cleaned = await shownOf(['noisy', [effect('denoise', { strength: 60 })]]);
  expect(psnr(cleaned, clean) - psnr(noisy, clean)).toBeGreaterThanOrEqual(2);
  const blocky = await shownOf(['blocky']);
  const smoothed = await shownOf(['blocky', [effect('deblock', { strength: 80 })]]);
  expect(blockiness(smoothed)).toBeLessThan(0.8 * blockiness(blocky));
  const edge = await shownOf(['edge']);
  const sharp = await shownOf(['edge', [effect('sharpen', { strength: 60 })]]);
  const row = (picture: Uint8Array) => [...picture.subarray(80 * canvas.widthPx, 81 * canvas.widthPx)];
  const [before, after] = [row(edge), row(sharp)];
  const step = Math.max(...before) - Math.min(...before);
  expect(Math.max(...after)).toBeGreaterThan(Math.max(...before));
  // Beyond the edge by less than its height, and no farther than three pixels from it.
  expect(Math.max(...after) - Math.max(...before)).toBeLessThan(0.75 * step);
  after.forEach((value, x) => {
    if (Math.abs(x - 79.5) > 3) expect(Math.abs(value - (before[x] ?? 0)), `${x}`).toBeLessThanOrEqual(1);
  });
});

/** A disc before green, laid over blue: how well what is seen of it fits it, and how much greener it is than red. */
async function keyed(spill: number): Promise<{ fit: number; cast: number }> {
  const params = { colour: '#00ff00', tolerance: 30, softness: 5, spill };
  const shown = await shownOf(['below'], ['key', [effect('chromaKey', params)]]);
  let [both, either, cast, count] = [0, 0, 0, 0];
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const [x, y] = [pixel % canvas.widthPx, Math.floor(pixel / canvas.widthPx)];
    const far = Math.hypot(x + 0.5 - 80, y + 0.5 - 80);
    const [blueness = 0, redness = 0] = [1, 2].map(
      (plane) => ((shown[plane * pixels + pixel] ?? 0) - 128) / 224,
    );
    // Neither green nor blue.
    const isDisc = redness > blueness;
    if (isDisc && far < 60) both += 1;
    if (isDisc || far < 60) either += 1;
    if (far > 50) continue;
    // Green without red, as BT.709 has them.
    cast += 255 * (-0.1873 * blueness - 0.4681 * redness - 1.5748 * redness);
    count += 1;
  }
  return { fit: both / either, cast: cast / count };
}

it('a green ground is keyed out up to the edge, and its cast is taken away (GOAL-23)', async () => {
  const [asItIs, cleaned] = [await keyed(0), await keyed(100)];
  expect(asItIs.fit).toBeGreaterThanOrEqual(0.97);
  expect(cleaned.fit).toBeGreaterThanOrEqual(0.97);
  expect(asItIs.cast).toBeGreaterThan(15);
  expect(cleaned.cast).toBeLessThanOrEqual(1);
});
