import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ticksPerSecond as second, type EditDocument, type Item } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { findUnrendered, segmentIdentity, segmentPicture, segmentRun } from '@weireel/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTool } from '../../../../test/run-tool.ts';
import { structuralSimilarity } from '../../../../test/structural-similarity.ts';
import { openDrawingThread } from './drawing-thread.ts';
import { drawFrames } from './testing/draw-frames.ts';

const canvas = { widthPx: 96, heightPx: 160 };
const fps = { num: 25, den: 1 };
const [first, other] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string]; // as: two
const sourceOf = (sha256: string) => ({ path: `${sha256[0]}.mp4`, fps, ...canvas });
const drawing = openDrawingThread();
let folder = '';

/** The W3C's formulas, of values from 0 to 1. */
const formulas: Record<string, (below: number, above: number) => number> = {
  multiply: (b, s) => b * s,
  screen: (b, s) => b + s - b * s,
  overlay: (b, s) => hardLight(s, b),
  darken: Math.min,
  lighten: Math.max,
  dodge: (b, s) => (b === 0 ? 0 : s === 1 ? 1 : Math.min(1, b / (1 - s))),
  burn: (b, s) => (b === 1 ? 1 : s === 0 ? 0 : 1 - Math.min(1, (1 - b) / s)),
  hardLight,
  softLight: (b, s) => {
    const lit = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.sqrt(b);
    return s <= 0.5 ? b - (1 - 2 * s) * b * (1 - b) : b + (2 * s - 1) * (lit - b);
  },
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - 2 * b * s,
  add: (b, s) => Math.min(1, b + s),
  subtract: (b, s) => Math.max(0, b - s),
};

function hardLight(b: number, s: number): number {
  return s <= 0.5 ? b * 2 * s : b + (2 * s - 1) - b * (2 * s - 1);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  const { widthPx, heightPx } = canvas;
  const make = (name: string, [red, green, blue]: readonly [string, string, string]) =>
    runTool('ffmpeg', [
      ...['-f', 'lavfi', '-i', `nullsrc=s=${widthPx}x${heightPx}:r=25,geq=r='${red}':g='${green}':b='${blue}',scale=out_color_matrix=bt709:out_range=limited,format=yuv420p`], // prettier-ignore
      ...['-frames:v', '50', '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', '-pix_fmt', 'yuv420p'],
      join(folder, `${name}.mp4`),
    ]);
  await make('a', ['255*X/W', '255*Y/H', '255*mod(floor(X/12)+floor(Y/12),2)']);
  await make('b', ['128+100*sin(X/5)', '255*(1-X/W)', '255*(1-Y/H)']);
});

afterAll(async () => {
  await drawing.close();
  await rm(folder, { recursive: true, force: true });
});

const clip = (id: string, asset: string, more: object = {}): Item => ({
  ...{ id, kind: 'clip', asset, start: 0, duration: second, sourceIn: 0, ...more },
});

function documentOf(...tracks: (Item[] | EditDocument['tracks'][number])[]): EditDocument {
  const video = (sha256: string) => ({
    ...{ kind: 'video', sha256, duration: 2 * second, ...canvas, fps, hasSound: false },
  });
  const checked = checkDocument({
    ...{ schema: 'weireel.edit', version: 1, canvas, fps, styles: {} },
    assets: { first: video(first), other: video(other) },
    tracks: tracks.map((track, index) =>
      Array.isArray(track) ? { id: `t${index}`, kind: 'visual', items: track, transitions: [] } : track,
    ),
  });
  expect(checked.problems).toEqual([]);
  if (checked.document === null) throw new Error('the document is not valid');
  expect(findUnrendered(checked.document)).toEqual([]);
  return checked.document;
}

async function framesOf(document: EditDocument, from: number, to: number): Promise<Uint8Array[]> {
  return drawFrames(folder, document, { from, to }, sourceOf, drawing);
}

async function frameOf(document: EditDocument, frame = 0): Promise<Uint8Array> {
  const [shown] = await framesOf(document, frame, frame + 1);
  if (shown === undefined) throw new Error('there is no frame');
  return shown;
}

/** The filter by which a document’s layers meet. */
function blendOf(document: EditDocument): string {
  const picture = segmentPicture(document, { from: 0, to: 1 });
  if (picture === null) throw new Error('this is not rendered');
  const sources = { sourceOf, rasterOf: () => null };
  const { args } = segmentRun(picture, sources, { ...canvas, fps, crf: 20 }, 'out');
  const graph = args[args.indexOf('-filter_complex') + 1] ?? '';
  return /lut2=(?:c\d='[^']*':?)+/.exec(graph)?.[0] ?? '';
}

const lumaAt = (picture: Uint8Array, x: number, y: number) => picture[y * canvas.widthPx + x] ?? 0;
const likeness = (a: Uint8Array, b: Uint8Array) => structuralSimilarity(a, b, canvas.widthPx);

describe('blends', () => {
  it('follow the formulas of the W3C for every pair of values (GOAL-25)', async () => {
    const values = Array.from({ length: 256 }, (_, value) => value);
    const below = Uint8Array.from(values.flatMap(() => values));
    const above = Uint8Array.from(values.flatMap((value) => values.map(() => value)));
    const planes = (plane: Uint8Array) => Buffer.concat([plane, plane, plane]);
    await writeFile(join(folder, 'below.raw'), planes(below));
    await writeFile(join(folder, 'above.raw'), planes(above));
    const raw = ['-f', 'rawvideo', '-pixel_format', 'gbrp', '-video_size', '256x256', '-i'];
    for (const [blend, formula] of Object.entries(formulas)) {
      const filter = blendOf(documentOf([clip('a', 'first')], [clip('b', 'other', { blend })]));
      const { stdout } = await runTool('ffmpeg', [
        ...[...raw, join(folder, 'below.raw'), ...raw, join(folder, 'above.raw')],
        ...['-filter_complex', filter, '-frames:v', '1', '-pix_fmt', 'gbrp', '-f', 'rawvideo', '-'],
      ]);
      expect(stdout).toHaveLength(3 * 65_536);
      let worst = 0;
      stdout.forEach((value, index) => {
        const expected =
          255 * formula((below[index % 65_536] ?? 0) / 255, (above[index % 65_536] ?? 0) / 255);
        worst = Math.max(worst, Math.abs(value - expected));
      });
      expect(worst, blend).toBeLessThanOrEqual(0.5001);
    }
  });

  it('all look different, and are laid only where the layer lies, as far as it is opaque (GOAL-25)', async () => {
    const pictures: [string, Uint8Array][] = [];
    for (const blend of ['normal', ...Object.keys(formulas)])
      pictures.push([
        blend,
        await frameOf(documentOf([clip('a', 'first')], [clip('b', 'other', { blend })])),
      ]);
    const same = pictures.flatMap(([name, picture], index) =>
      pictures
        .slice(index + 1)
        .filter(([, each]) => likeness(picture, each) >= 0.98)
        .map(([each]) => `${name} and ${each}`),
    );
    expect(same).toEqual([]);
    const bare = await frameOf(documentOf([clip('a', 'first')]));
    const half = { blend: 'screen', opacity: 0.5, transform: { x: 0, scaleX: 0.5, scaleY: 0.5 } };
    const placed = await frameOf(documentOf([clip('a', 'first')], [clip('b', 'other', half)]));
    const away = [lumaAt(placed, 60, 80), lumaAt(placed, 10, 20)];
    expect(away).toEqual([lumaAt(bare, 60, 80), lumaAt(bare, 10, 20)]);
    expect(lumaAt(placed, 10, 80)).toBeGreaterThan(lumaAt(bare, 10, 80));
  });

  it('of text and shapes are drawn too, and go on through transitions (GOAL-25)', async () => {
    const shape: Item = {
      ...{ id: 's', kind: 'shape', start: 0, duration: second, shape: 'ellipse', blend: 'difference' },
      ...{ width: 0.5, height: 0.5, fill: '#ffffff' },
    };
    const [bare, shown] = [
      await frameOf(documentOf([clip('a', 'first')])),
      await frameOf(documentOf([clip('a', 'first')], [shape])),
    ];
    // White takes every colour to its negative; luma is so with it, to a step of conversion.
    expect(Math.abs(lumaAt(shown, 48, 80) - (251 - lumaAt(bare, 48, 80)))).toBeLessThanOrEqual(2);
    expect(lumaAt(shown, 2, 2)).toBe(lumaAt(bare, 2, 2));
    const transitionOf = (blends: [string, string]) =>
      documentOf([{ ...clip('a', 'first'), duration: 2 * second }], {
        ...{ id: 'above', kind: 'visual' },
        items: [
          clip('b', 'other', { blend: blends[0] }),
          { ...clip('c', 'other', { blend: blends[1] }), start: second },
        ],
        transitions: [
          { ...{ id: 't', kind: 'dissolve', from: 'b', to: 'c' }, before: 0.2 * second, after: 0.2 * second },
        ],
      });
    for (const blends of [
      ['screen', 'screen'],
      ['multiply', 'screen'],
    ] as [string, string][]) {
      const document = transitionOf(blends);
      const [before] = await framesOf(document, 19, 20);
      const [begin, , , , , middle] = await framesOf(document, 20, 30);
      const still = likeness(before ?? bare, begin ?? bare);
      expect(still, blends.join()).toBeGreaterThan(0.995);
      if (blends[0] === blends[1]) expect(likeness(before ?? bare, middle ?? bare)).toBeGreaterThan(0.98);
      else expect(likeness(before ?? bare, middle ?? bare)).toBeLessThan(0.98);
    }
  });
});

describe('masks', () => {
  it('show a part of a clip, that moves by its key frames, and go with it (GOAL-24)', async () => {
    const x = { keys: [{ at: 0, value: 0.25 }, { at: second, value: 0.75 }] }; // prettier-ignore
    const mask = { kind: 'ellipse', x, width: 0.4, height: 0.4, feather: 0.02 };
    const document = documentOf([clip('a', 'first')], [clip('b', 'other', { mask })]);
    const [bare, over] = [
      await frameOf(documentOf([clip('a', 'first')])),
      await frameOf(documentOf([clip('b', 'other')])),
    ];
    const frames = await framesOf(document, 0, 25);
    for (const [frame, column] of [
      [0, 24],
      [12, 47],
    ] as const) {
      // prettier-ignore
      expect(lumaAt(frames[frame] ?? bare, column, 80)).toBe(lumaAt(over, column, 80));
      expect(lumaAt(frames[frame] ?? bare, 90, 10)).toBe(lumaAt(bare, 90, 10));
    }
    expect(lumaAt(frames[0] ?? bare, 72, 80)).toBe(lumaAt(bare, 72, 80));
    expect(lumaAt(frames[24] ?? bare, 24, 80)).toBe(lumaAt(bare, 24, 80));
    // One frame of it is that of the whole, and another place of the mask another segment.
    expect(Buffer.from(await frameOf(document, 12)).equals(frames[12] ?? bare)).toBe(true);
    const nameOf = (from: number) => {
      const picture = segmentPicture(document, { from, to: from + 1 });
      if (picture === null) throw new Error('this is not rendered');
      const parts = segmentIdentity(picture, () => sourceOf(first), { ...canvas, fps, crf: 20 });
      return JSON.stringify(parts.filter((part) => String(part).includes('covers')));
    };
    expect(nameOf(3)).not.toBe(nameOf(4));
    expect(nameOf(3)).toContain('ellipse');
  });

  it('keep a key’s holes, and hide what is drawn (GOAL-23, GOAL-24)', async () => {
    const keyed = {
      effects: [{ kind: 'chromaKey', version: 1, params: { colour: '#ff0000', tolerance: 30 } }],
    };
    const mask = { kind: 'linear' };
    const document = documentOf([clip('a', 'other')], [clip('b', 'first', { ...keyed, mask })]);
    const [under, keyedOnly, both] = [
      await frameOf(documentOf([clip('a', 'other')])),
      await frameOf(documentOf([clip('a', 'other')], [clip('b', 'first', keyed)])),
      await frameOf(document),
    ];
    for (const [x, y] of [
      [90, 10],
      [10, 40],
      [50, 70],
    ] as const)
      // prettier-ignore
      expect(Math.abs(lumaAt(both, x, y) - lumaAt(keyedOnly, x, y))).toBeLessThanOrEqual(1);
    expect(lumaAt(both, 10, 120)).toBe(lumaAt(under, 10, 120));
    const shape: Item = {
      ...{ id: 's', kind: 'shape', start: 0, duration: second, shape: 'rectangle', fill: '#ffffff' },
      ...{ width: 0.5, height: 0.5, transform: { rotate: 90 }, mask: { kind: 'linear' } },
    };
    const shown = await frameOf(documentOf([shape]));
    // Turned a quarter: what was above is at the right.
    expect([lumaAt(shown, 60, 80), lumaAt(shown, 36, 80)]).toEqual([235, 16]);
  });

  it('say where an adjustment takes hold, and how far (GOAL-24)', async () => {
    const adjust = (more: object): EditDocument['tracks'][number] => ({
      ...{ id: 'over', kind: 'adjust', transitions: [] },
      items: [
        {
          ...{ id: 'x', kind: 'adjust', start: 0, duration: second },
          effects: [{ kind: 'filter-negative', version: 1, params: { strength: 100 } }],
          ...more,
        },
      ],
    });
    const below = [clip('a', 'first')];
    const [bare, all, half, part] = [
      await frameOf(documentOf(below)),
      await frameOf(documentOf(below, adjust({}))),
      await frameOf(documentOf(below, adjust({ opacity: 0.5 }))),
      await frameOf(documentOf(below, adjust({ mask: { kind: 'mirror', height: 0.5 } }))),
    ];
    expect(lumaAt(part, 30, 80)).toBe(lumaAt(all, 30, 80));
    expect(lumaAt(part, 30, 10)).toBe(lumaAt(bare, 30, 10));
    expect(Math.abs(lumaAt(half, 30, 80) - (lumaAt(bare, 30, 80) + lumaAt(all, 30, 80)) / 2)).toBeLessThan(2);
  });
});
