import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ticksPerSecond as second, type EditDocument, type Item } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { findUnrendered, planRender, runsOf, splitPngs } from '@weireel/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTool } from '../../../../test/run-tool.ts';
import { openDrawingThread } from './drawing-thread.ts';
import { drawFrames } from './testing/draw-frames.ts';

const canvas = { widthPx: 160, heightPx: 90 };
const fps = { num: 25, den: 1 };
const [still, moving] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string]; // as: two
const sourceOf = (sha256: string) => ({
  ...{ path: `${sha256[0]}.png`, isStill: true, fps: { num: 1, den: 1 }, widthPx: 80, heightPx: 40 },
});
const drawing = openDrawingThread();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  const make = (name: string, source: string, frames: number) =>
    runTool('ffmpeg', [
      ...['-f', 'lavfi', '-i', source, '-frames:v', String(frames), '-c:v', 'png', '-pix_fmt', 'rgba'],
      ...['-f', 'image2pipe', join(folder, name)],
    ]);
  // White at the left, and nothing at the right.
  await make('a.png', `nullsrc=s=80x40,format=rgba,geq=r=255:g=255:b=255:a='if(lt(X,40),255,0)'`, 1);
  // First black, then white.
  await make('b.png', `nullsrc=s=20x20:r=10,format=rgba,geq=r='255*N':g='255*N':b='255*N':a=255`, 2);
});

afterAll(async () => {
  await drawing.close();
  await rm(folder, { recursive: true, force: true });
});

function documentOf(...layers: object[]): EditDocument {
  const checked = checkDocument({
    ...{ schema: 'weireel.edit', version: 1, canvas: { ...canvas, background: '#404040' }, fps, styles: {} },
    assets: {
      still: { kind: 'image', sha256: still, widthPx: 80, heightPx: 40 },
      moving: {
        ...{ kind: 'animation', sha256: moving, widthPx: 20, heightPx: 20 },
        ...{ duration: second / 5, fps: { num: 10, den: 1 } },
      },
    },
    tracks: layers.map((layer, index) => ({
      ...{ id: `t${index}`, kind: 'visual', transitions: [] },
      // as: checked below
      items: [{ id: `i${index}`, start: 0, duration: second, ...layer } as Item],
    })),
  });
  expect(checked.problems).toEqual([]);
  if (checked.document === null) throw new Error('the document is not valid');
  expect(findUnrendered(checked.document)).toEqual([]);
  expect(planRender(checked.document).sources).toEqual(
    layers.some((layer) => 'kind' in layer && layer.kind === 'image') ? [still] : [],
  );
  return checked.document;
}

async function framesOf(document: EditDocument): Promise<Uint8Array[]> {
  const files = {
    [moving]: await readFile(join(folder, 'b.png')),
    [still]: await readFile(join(folder, 'a.png')),
  };
  return drawFrames(folder, document, { from: 0, to: 8 }, sourceOf, drawing, files);
}

const lumaAt = (picture: Uint8Array | undefined, x: number, y: number) => picture?.[y * canvas.widthPx + x];

describe('pictures of one’s own', () => {
  it.each([
    ['contain', [235, 71, 71]],
    ['cover', [235, 71, 235]],
    ['none', [71, 71, 71]],
  ] as const)('fit the canvas: %s (GOAL-43)', async (fit, [left, right, top]) => {
    const [first, , , last] = await framesOf(documentOf({ kind: 'image', asset: 'still', fit }));
    expect([lumaAt(first, 5, 45), lumaAt(first, 150, 45), lumaAt(first, 5, 1)]).toEqual([left, right, top]);
    expect(Buffer.from(last ?? []).equals(Buffer.from(first ?? []))).toBe(true);
  });

  it('wear effects, masks and blends, and move (GOAL-43)', async () => {
    const layer = {
      ...{ kind: 'image', asset: 'still', mask: { kind: 'linear' }, blend: 'difference' },
      effects: [{ kind: 'filter-negative', version: 1, params: { strength: 100 } }],
      transform: { x: { keys: [{ at: 0, value: 0.5 }, { at: second / 5, value: 0.6 }] } }, // prettier-ignore
    };
    const [first] = await framesOf(documentOf(layer));
    // The negative of white is black, which as a difference leaves all as it was.
    for (const [x, y] of [
      [40, 30],
      [40, 60],
      [120, 30],
    ] as const)
      // prettier-ignore
      expect(Math.abs((lumaAt(first, x, y) ?? 0) - 71)).toBeLessThanOrEqual(1);
    const [, , blurred] = await framesOf(documentOf({ kind: 'image', asset: 'still', fit: 'blur' }));
    expect(lumaAt(blurred, 5, 45)).toBe(235);
    expect(lumaAt(blurred, 5, 2)).toBeGreaterThan(150);
  });

  it('stick to their place, and loop by their own frames (GOAL-28, GOAL-43)', async () => {
    const sticker = { kind: 'sticker', asset: 'moving', width: 0.25, transform: { x: 0.25, rotate: 90 } };
    const frames = await framesOf(documentOf(sticker));
    // A tenth of a second is two and a half frames.
    expect(frames.map((frame) => lumaAt(frame, 40, 45))).toEqual([16, 16, 16, 235, 235, 16, 16, 16]);
    expect(lumaAt(frames[0], 100, 45)).toBe(71);
    const large = await framesOf(documentOf({ kind: 'sticker', asset: 'still', width: 1 }));
    expect([lumaAt(large[0], 40, 45), lumaAt(large[0], 120, 45)]).toEqual([235, 71]);
  });

  it('are tiled over the whole picture, to the pixel, and drawn once (EVL-17, GOAL-28)', async () => {
    // Twenty pixels wide and ten high, forty from one to the next either way.
    const tiled = (tiles: object, more: object = {}) =>
      documentOf({
        ...{ kind: 'sticker', asset: 'still', width: 0.125, transform: { anchorX: 0.25 } },
        ...{ tiles: { gapX: 0.125, gapY: 30 / 90, ...tiles }, ...more },
      });
    const lit = (frame: Uint8Array | undefined, y: number, light = 235) =>
      Array.from({ length: canvas.widthPx }, (_, x) => x).filter(
        (x) => Math.abs((lumaAt(frame, x, y) ?? 0) - light) <= 1,
      );
    // White is the left half of the picture, whose middle is placed.
    const columns = (first: number) =>
      [-1, 0, 1, 2, 3]
        .flatMap((step) => Array.from({ length: 10 }, (_, x) => first + 40 * step + x))
        .filter((x) => x >= 0 && x < canvas.widthPx);
    const [straight] = await framesOf(tiled({}));
    for (const y of [5, 45, 85]) expect(lit(straight, y)).toEqual(columns(35));
    expect(lit(straight, 25)).toEqual([]);
    const [staggered] = await framesOf(tiled({ staggered: true }));
    expect(lit(staggered, 45)).toEqual(columns(35));
    for (const y of [5, 85]) expect(lit(staggered, y)).toEqual(columns(15));
    const [pale] = await framesOf(tiled({}, { opacity: 0.5 }));
    expect(lit(pale, 45, 153)).toEqual(columns(35));
    const [turned] = await framesOf(tiled({}, { transform: { anchorX: 0.25, rotate: 90 } }));
    // As high as wide from one to the next, so that columns come where rows were.
    expect(lit(turned, 45)).toEqual(columns(35));
    const pictures = planRender(tiled({ staggered: true })).segments.flatMap((picture) =>
      picture.kind === 'composition' ? runsOf(picture) : [],
    );
    expect(pictures.flatMap((run) => (run.kind === 'drawn' ? [run.counts] : []))).toEqual([[25]]);
    const masked = { ...tiled({}), tracks: tiled({}).tracks.map((track) => ({ ...track, items: track.items.map((item) => ({ ...item, mask: { kind: 'linear' as const } })) })) }; // prettier-ignore
    expect(findUnrendered(masked).map(({ path }) => path)).toEqual(['tracks.0.items.0.mask']);
  });

  it('are divided without being decoded, and refused where anything else lies between', async () => {
    const file = await readFile(join(folder, 'b.png'));
    expect(
      splitPngs(file)
        ?.map((each) => each.length)
        .reduce((a, b) => a + b, 0),
    ).toBe(file.length);
    expect(splitPngs(file)).toHaveLength(2);
    for (const end of [4, 20, file.length - 1]) expect(splitPngs(file.subarray(0, end))).toBe(null);
    expect(splitPngs(Buffer.concat([file, Buffer.from('x')]))).toBe(null);
  });
});
