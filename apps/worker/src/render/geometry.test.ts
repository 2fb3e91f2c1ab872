import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aspectPresets, ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { findUnrendered } from '@weireel/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTool } from '../../../../test/run-tool.ts';
import { structuralSimilarity } from '../../../../test/structural-similarity.ts';
import { drawFrames } from './testing/draw-frames.ts';

const fps = { num: 25, den: 1 };
const [tile, wide] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string]; // as: two
const sizes = { [tile]: { widthPx: 96, heightPx: 80 }, [wide]: { widthPx: 64, heightPx: 40 } };
const sourceOf = (sha256: string) => ({
  ...{ path: `${sha256[0]}.mp4`, fps, widthPx: 0, heightPx: 0, ...sizes[sha256] },
});
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  const make = (name: string, source: string) =>
    runTool('ffmpeg', [
      ...['-f', 'lavfi', '-i', source, '-frames:v', '2', '-c:v', 'libx264', '-preset', 'ultrafast'],
      ...['-qp', '0', '-pix_fmt', 'yuv420p', join(folder, name)],
    ]);
  // Waves across, lighter downwards: another picture when it is mirrored or turned.
  await make('a.mp4', `nullsrc=s=96x80:r=25,geq=lum='126+55*sin(X/6)+50*(Y/40-1)':cb=128:cr=128`);
  await make('b.mp4', 'color=white:s=64x40:r=25');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function documentOf(canvas: EditDocument['canvas'], layers: object[]): EditDocument {
  const video = (sha256: string) => ({
    ...{ kind: 'video', sha256, duration: second / 25, ...sizes[sha256], fps, hasSound: false },
  });
  const clip = { kind: 'clip', start: 0, duration: second / 25, sourceIn: 0, asset: 'tile', fit: 'none' };
  const checked = checkDocument({
    ...{ schema: 'weireel.edit', version: 1, canvas, fps, styles: {} },
    assets: { tile: video(tile), wide: video(wide) },
    tracks: layers.map((layer, index) => ({
      ...{ id: `t${index}`, kind: 'visual', transitions: [] },
      items: [{ id: `i${index}`, ...clip, ...layer }],
    })),
  });
  expect(checked.problems).toEqual([]);
  if (checked.document === null) throw new Error('the document is not valid');
  expect(findUnrendered(checked.document)).toEqual([]);
  return checked.document;
}

/** The luma of a document’s only frame. */
async function lumaOf(document: EditDocument): Promise<Uint8Array> {
  const [frame] = await drawFrames(folder, document, { from: 0, to: 1 }, sourceOf);
  if (frame === undefined) throw new Error('there is no frame');
  return frame.subarray(0, document.canvas.widthPx * document.canvas.heightPx);
}

/** How a tile lies on the canvas; what is absent is as documents have it. */
interface Placed {
  transform?: { x?: number; y?: number; scaleX?: number; scaleY?: number; rotate?: number };
  crop?: { left?: number; top?: number; right?: number; bottom?: number };
  opacity?: number;
}

const canvas = { widthPx: 160, heightPx: 120, background: '#808080' };
const grey = 126;

/** What a tile shows at a point of the canvas, by the inverse of its transform; null: it does not lie there. */
function tileAt({ transform = {}, crop = {} }: Placed, px: number, py: number): number | null {
  const { x = 0.5, y = 0.5, scaleX = 1, scaleY = 1, rotate = 0 } = transform;
  const { left = 0, top = 0, right = 0, bottom = 0 } = crop;
  const [across, down] = [px - x * canvas.widthPx, py - y * canvas.heightPx];
  const [sin, cos] = [Math.sin((rotate * Math.PI) / 180), Math.cos((rotate * Math.PI) / 180)];
  const [width, height] = [96 * (1 - left - right), 80 * (1 - top - bottom)];
  const u = (across * cos + down * sin) / scaleX + width / 2;
  const v = (down * cos - across * sin) / scaleY + height / 2;
  if (u < 0 || v < 0 || u >= width || v >= height) return null;
  // Between the middles of its pixels.
  return 126 + 55 * Math.sin((u + 96 * left - 0.5) / 6) + 50 * ((v + 80 * top - 0.5) / 40 - 1);
}

/** The same picture by another way: each pixel is the mean of sixteen points of it. */
function expectedOf(layers: readonly Placed[]): Uint8Array {
  const steps = 4;
  return Uint8Array.from({ length: canvas.widthPx * canvas.heightPx }, (_, pixel) => {
    let sum = 0;
    for (let point = 0; point < steps * steps; point += 1) {
      const px = (pixel % canvas.widthPx) + ((point % steps) + 0.5) / steps;
      const py = Math.floor(pixel / canvas.widthPx) + (Math.floor(point / steps) + 0.5) / steps;
      sum += layers.reduce((below, layer) => {
        const shown = tileAt(layer, px, py);
        return shown === null ? below : below + (layer.opacity ?? 1) * (shown - below);
      }, grey);
    }
    return Math.round(sum / steps / steps);
  });
}

describe('a picture on the canvas', () => {
  it.each<[string, Placed]>([
    ['turned', { transform: { rotate: 33 } }],
    ['turned back, wider and lower', { transform: { rotate: -70, scaleX: 0.9, scaleY: 0.4 } }],
    ['larger', { transform: { scaleX: 1.25, scaleY: 1.25 } }],
    ['smaller, aside', { transform: { x: 0.2, y: 0.7, scaleX: 0.5, scaleY: 0.5 } }],
    ['mirrored and turned', { transform: { scaleX: -1, rotate: 15 } }],
    ['upside down', { transform: { scaleY: -1 } }],
    ['turned half around', { transform: { rotate: 180.001 } }],
    ['cropped', { crop: { left: 0.25, bottom: 0.1 } }],
    ['cropped and turned', { crop: { right: 0.25, top: 0.2 }, transform: { rotate: 100 } }],
  ])('lies as its numbers say when it is %s (GOAL-16)', async (_, placed) => {
    const [shown, expected] = [await lumaOf(documentOf(canvas, [placed])), expectedOf([placed])];
    expect(structuralSimilarity(shown, expected, canvas.widthPx)).toBeGreaterThanOrEqual(0.975);
  });

  it('lies over and under others, ten of them, as far as each is opaque (GOAL-27)', async () => {
    const layers = Array.from({ length: 10 }, (_, index): Placed => ({
      transform: {
        ...{ x: 0.15 + 0.078 * index, y: index % 2 === 0 ? 0.35 : 0.62, rotate: 7 + 36 * index },
        ...{ scaleX: 0.5 + (index % 3) / 4, scaleY: 0.5 + (index % 4) / 6 },
      },
      opacity: 1 - (index % 3) * 0.3,
    }));
    const [shown, expected] = [await lumaOf(documentOf(canvas, layers)), expectedOf(layers)];
    expect(structuralSimilarity(shown, expected, canvas.widthPx)).toBeGreaterThanOrEqual(0.96);
    // Not just any ten.
    const other = expectedOf(layers.toReversed());
    expect(structuralSimilarity(shown, other, canvas.widthPx)).toBeLessThan(0.95);
  });
});

describe.each(Object.entries(aspectPresets))('a wide picture on a canvas of %s', (_, preset) => {
  const small = { widthPx: preset.widthPx / 8, heightPx: preset.heightPx / 8 };
  const { widthPx, heightPx } = small;
  const shownWith = (fit: string) => lumaOf(documentOf(small, [{ asset: 'wide', fit }]));

  it('is whole, covers all, or is whole before a blurred copy (GOAL-17)', async () => {
    const scale = Math.min(widthPx / 64, heightPx / 40);
    const [width, height] = [64 * scale, 40 * scale];
    const [contained, covering, blurred] = [
      await shownWith('contain'),
      await shownWith('cover'),
      await shownWith('blur'),
    ];
    const lit = [...contained.keys()].filter((pixel) => (contained[pixel] ?? 0) > 126);
    const [columns, rows] = [
      lit.map((pixel) => pixel % widthPx),
      lit.map((pixel) => Math.floor(pixel / widthPx)),
    ];
    const edges = [Math.min(...columns), Math.max(...columns) + 1, Math.min(...rows), Math.max(...rows) + 1];
    const expected = [
      (widthPx - width) / 2,
      (widthPx + width) / 2,
      (heightPx - height) / 2,
      (heightPx + height) / 2,
    ];
    edges.forEach((edge, index) => expect(Math.abs(edge - (expected[index] ?? 0))).toBeLessThanOrEqual(1.5));
    expect(covering.every((value) => value > 230)).toBe(true);
    expect(lit.every((pixel) => (blurred[pixel] ?? 0) > 126)).toBe(true);
    expect(blurred.every((value) => value > 60)).toBe(true);
    expect(contained.filter((value) => value <= 20).length > 0).toBe(
      Math.round(height) < heightPx || Math.round(width) < widthPx,
    );
  });
});
