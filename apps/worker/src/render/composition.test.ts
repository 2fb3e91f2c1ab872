import { join } from 'node:path';
import {
  effectKinds,
  pictureEffects,
  ticksPerSecond as second,
  transitionKinds,
  type EditDocument,
  type EvaluatedTransform,
  type Item,
} from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { colourMapOf, composed, findUnrendered, planRender } from '@weireel/render';
import { effectSteps, sampleSteps } from '@weireel/render/effect';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { runTool } from '../../../../test/run-tool.ts';
import { structuralSimilarity } from '../../../../test/structural-similarity.ts';
import { drawFrames } from './testing/draw-frames.ts';
import { lumaOf, rgbAt, sampled } from './testing/sampled-picture.ts';

const canvas = { widthPx: 96, heightPx: 160 };
const fps = { num: 25, den: 1 };
const [first, other, tile] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string]; // as: three
const sourceOf = (sha256: string) => ({
  ...{ path: `${sha256[0]}.mp4`, fps },
  ...(sha256 === tile ? { widthPx: 40, heightPx: 40 } : canvas),
});
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  const encoded = [
    '-frames:v',
    '50',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-qp',
    '0',
    '-pix_fmt',
    'yuv420p',
  ];
  const { widthPx, heightPx } = canvas;
  const chart = (red: string, green: string, blue: string) =>
    `nullsrc=s=${widthPx}x${heightPx}:r=25,geq=r='${red}':g='${green}':b='${blue}'`;
  const bt709 = 'scale=out_color_matrix=bt709:out_range=limited,format=yuv420p';
  const make = (name: string, source: string) =>
    runTool('ffmpeg', ['-f', 'lavfi', '-i', `${source},${bt709}`, ...encoded, join(folder, `${name}.mp4`)]);
  await Promise.all([
    make('a', chart('255*X/W', '255*Y/H', '255*mod(floor(X/12)+floor(Y/12),2)')),
    make('b', chart('128+100*sin(X/5)', '255*(1-X/W)', '255*(1-Y/H)')),
    // White, with one black quarter: the upper left.
    make('c', `color=white:s=40x40:r=25,drawbox=0:0:20:20:black:fill`),
  ]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const clip = (id: string, asset: string, start: number, more: object = {}): Item => ({
  ...{ id, kind: 'clip', asset, start: start * second, duration: second, sourceIn: 0, ...more },
});

function documentOf(
  items: Item[],
  transitions: EditDocument['tracks'][number]['transitions'] = [],
  above: Item[] = [],
): EditDocument {
  const video = (sha256: string) => {
    const { widthPx, heightPx } = sourceOf(sha256);
    return { kind: 'video', sha256, duration: 2 * second, widthPx, heightPx, fps, hasSound: false };
  };
  const checked = checkDocument({
    ...{ schema: 'weireel.edit', version: 1, canvas, fps, styles: {} },
    assets: { first: video(first), other: video(other), tile: video(tile) },
    tracks: [
      { id: 'main', kind: 'visual', items, transitions },
      { id: 'above', kind: 'visual', items: above, transitions: [] },
    ],
  });
  expect(checked.problems).toEqual([]);
  if (checked.document === null) throw new Error('the document is not valid');
  expect(findUnrendered(checked.document)).toEqual([]);
  return checked.document;
}

async function frameOf(document: EditDocument, frame: number): Promise<Uint8Array> {
  const [shown] = await drawFrames(folder, document, { from: frame, to: frame + 1 }, sourceOf);
  if (shown === undefined) throw new Error('there is no frame');
  return shown;
}

const likeness = (a: Uint8Array, b: Uint8Array) => structuralSimilarity(a, b, canvas.widthPx);

/** Pairs of those that look the same. */
function sameLooks(pictures: Map<string, Uint8Array>): string[] {
  const named = [...pictures];
  return named.flatMap(([name, picture], index) =>
    named.slice(index + 1).flatMap(([otherName, otherPicture]) => {
      const same = likeness(picture, otherPicture);
      return same >= 0.98 ? [`${name} and ${otherName}: ${same.toFixed(3)}`] : [];
    }),
  );
}

describe('transitions', () => {
  it('all look different half way, and begin and end with nothing but one of the two (GOAL-18)', async () => {
    const pure = documentOf([clip('a', 'first', 0), clip('b', 'other', 1)]);
    const [before, after] = [await frameOf(pure, 19), await frameOf(pure, 31)];
    const half = new Map<string, Uint8Array>([
      ['what goes', before],
      ['what comes', after],
    ]);
    const impure: string[] = [];
    expect(transitionKinds.size).toBeGreaterThanOrEqual(40);
    for (const kind of transitionKinds) {
      const edge = { before: 0.24 * second, after: 0.24 * second };
      const document = documentOf(
        [clip('a', 'first', 0), clip('b', 'other', 1)],
        [{ id: 't', kind, from: 'a', to: 'b', ...edge }],
      );
      const frames = await drawFrames(folder, document, { from: 19, to: 31 }, sourceOf);
      expect(frames).toHaveLength(12);
      const [begin = before] = frames;
      if (!Buffer.from(begin).equals(before)) impure.push(kind);
      half.set(kind, frames[6] ?? before);
      // A part of it is the same as the whole.
      if (kind === 'dissolve' || kind === 'star' || kind === 'slide-left' || kind === 'zoom-in')
        expect(likeness(await frameOf(document, 25), frames[6] ?? before)).toBeGreaterThan(0.999);
    }
    expect(impure).toEqual([]);
    expect(sameLooks(half)).toEqual([]);
  });
});

describe('effects', () => {
  it('all look different, are as their formulas have them, and change nothing where they have no strength (GOAL-21, GOAL-22)', async () => {
    const dressed = (kind: string, params: object): EditDocument =>
      documentOf([clip('a', 'first', 0, { effects: [{ kind, version: 1, params }] })]);
    const plain = documentOf([clip('a', 'first', 0)]);
    const pictures = new Map([['none', await frameOf(plain, 0)]]);
    const strong = {
      ...{ blur: { radius: 0.02 }, pixelate: { size: 0.05 }, chromaKey: { tolerance: 30, softness: 20 } },
      ...{ sharpen: { strength: 100 }, vignette: { strength: 100 }, grain: { strength: 100 } },
      ...{ colour: { contrast: 40, temperature: -30 }, 'filter-sepia': { strength: 100 } },
      ...Object.fromEntries(pictureEffects.map((kind) => [kind, { strength: 100 }])),
    };
    // With what cleans pictures, and tables of colours of people's own.
    expect(Object.keys(strong).length + 3).toBeGreaterThanOrEqual(30);
    for (const [kind, params] of Object.entries(strong))
      pictures.set(kind, await frameOf(dressed(kind, params), 0));
    expect(sameLooks(pictures)).toEqual([]);
    const none = pictures.get('none') ?? new Uint8Array();
    // What finds edges of single pixels, and what leaves few colours, makes much of what is rounded otherwise.
    const rough = ['colourSplit', 'neonEdges', 'emboss', 'comic', 'oil'];
    const unlike = pictureEffects.flatMap((kind) => {
      const formula = lumaOf(sampleSteps(sampled(none, canvas), effectSteps[kind]));
      const same = likeness((pictures.get(kind) ?? none).subarray(0, formula.length), formula);
      return same >= (rough.includes(kind) ? 0.84 : 0.97) ? [] : [`${kind}: ${same.toFixed(3)}`];
    });
    expect(unlike).toEqual([]);
    // What cleans pictures finds nothing here, where nothing was lost.
    for (const kind of ['denoise', 'deblock'])
      expect(
        likeness(await frameOf(dressed(kind, { strength: 20 }), 0), pictures.get('none') ?? new Uint8Array()),
      ).toBeGreaterThan(0.8);
    for (const [kind, parameters] of Object.entries(effectKinds)) {
      const nothing = Object.entries(parameters).flatMap(([name, each]) =>
        each.kind === 'number' && name !== 'softness' ? [[name, each.initial] as const] : [],
      );
      if (kind !== 'lut')
        expect(planRender(dressed(kind, Object.fromEntries(nothing)))).toEqual(planRender(plain));
    }
  });

  it('leave what is transparent as it is (GOAL-22)', async () => {
    const below = clip('a', 'other', 0);
    const plain = await frameOf(documentOf([below]), 0);
    // Black and white are one to what keys colours out: nothing is left of what lies above.
    const white = { kind: 'chromaKey', version: 1, params: { colour: '#ffffff', tolerance: 10 } };
    // One for each way of changing pictures.
    const kinds = ['swirl', 'glow', 'halftone', 'rush', 'colourSplit', 'comic', 'lights', 'sketch', 'emboss'];
    for (const kind of kinds) {
      const effects = [white, { kind, version: 1, params: { strength: 60 } }];
      const above = clip('b', 'tile', 0, { fit: 'cover', effects });
      const picture = await frameOf(documentOf([below], [], [above]), 0);
      expect([kind, likeness(picture, plain) > 0.999]).toEqual([kind, true]);
    }
  });

  it('change from frame to frame as their key frames say (GOAL-26)', async () => {
    const keyed = (to: number) => ({
      keys: [
        { at: 0, value: 0 },
        { at: 0.4 * second, value: to },
      ],
    });
    const steady = (kind: string, params: object) =>
      documentOf([clip('a', 'first', 0, { effects: [{ kind, version: 1, params }] })]);
    for (const [kind, name, most, closeness] of [
      ['blur', 'radius', 0.04, 1],
      ['filter-sepia', 'strength', 100, 0.99],
      ['sharpen', 'strength', 100, 1],
      ['vignette', 'strength', 100, 0.995],
      ['swirl', 'strength', 100, 0.999],
      ['halftone', 'strength', 100, 0.999],
    ] as const) {
      const moving = steady(kind, { [name]: keyed(most) });
      const frames = await drawFrames(folder, moving, { from: 0, to: 11 }, sourceOf);
      for (const frame of [0, 5, 10]) {
        const alone = await frameOf(steady(kind, { [name]: (most * frame) / 10 }), frame);
        expect([kind, frame, likeness(frames[frame] ?? alone.subarray(0, 0), alone) >= closeness]).toEqual([
          kind,
          frame,
          true,
        ]);
      }
    }
  });

  it('of colours give each colour as their formula says (GOAL-20)', async () => {
    const effects = [
      { kind: 'colour', version: 1, params: { exposure: 20, saturation: 40, shadows: 30 } },
      { kind: 'filter-golden', version: 1, params: { strength: 60 } },
    ];
    const before = await frameOf(documentOf([clip('a', 'other', 0)]), 0);
    const after = await frameOf(documentOf([clip('a', 'other', 0, { effects })]), 0);
    const map = composed(effects.flatMap((effect) => colourMapOf(effect) ?? []));
    const pixels = canvas.widthPx * canvas.heightPx;
    const errors: number[] = [];
    for (let pixel = 0; pixel < pixels; pixel += 7) {
      const [red, green, blue] = rgbAt(before, pixel);
      map([red, green, blue]).forEach((value, channel) => {
        errors.push(Math.abs(value - (rgbAt(after, pixel)[channel] ?? 0)) * 255);
      });
    }
    // Squares of four pixels have one colour in the end, which is more than steps of the table take away.
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(2);
    expect(Math.max(...errors)).toBeLessThan(24);
  });
});

/** Where a picture is white. */
function boxOf(picture: Uint8Array): { left: number; right: number; top: number; bottom: number } {
  const { widthPx, heightPx } = canvas;
  const box = { left: widthPx, right: -1, top: heightPx, bottom: -1 };
  for (const [index, value] of picture.subarray(0, widthPx * heightPx).entries()) {
    if (value < 128) continue;
    const [x, y] = [index % widthPx, Math.floor(index / widthPx)];
    Object.assign(box, { left: Math.min(box.left, x), right: Math.max(box.right, x) });
    Object.assign(box, { top: Math.min(box.top, y), bottom: Math.max(box.bottom, y) });
  }
  return box;
}

describe('a clip over black', () => {
  const at = (
    transform: Partial<Record<keyof EvaluatedTransform, unknown>>,
    more: object = {},
  ): EditDocument => documentOf([clip('a', 'tile', 0, { fit: 'none', transform, ...more })]);
  // The tile is 40 × 40, the canvas 96 × 160; edges are of the first and the last white pixel.
  it.each<[string, EditDocument, { left: number; right: number; top: number; bottom: number }]>([
    ['lies in the middle', at({}), { left: 28, right: 67, top: 60, bottom: 99 }],
    ['moves', at({ x: 0.25, y: 0.75 }), { left: 4, right: 43, top: 100, bottom: 139 }],
    ['is made larger', at({ scaleX: 2, scaleY: 3 }), { left: 8, right: 87, top: 20, bottom: 139 }],
    [
      'is placed by its corner',
      at({ x: 0, y: 0, anchorX: 0, anchorY: 0 }),
      { left: 0, right: 39, top: 0, bottom: 39 },
    ],
    [
      'is cropped',
      at({}, { crop: { left: 0.5, bottom: 0.5 } }),
      { left: 38, right: 57, top: 70, bottom: 89 },
    ],
    ['covers', at({}, { fit: 'cover' }), { left: 0, right: 95, top: 0, bottom: 159 }],
    ['is contained', at({}, { fit: 'contain' }), { left: 0, right: 95, top: 32, bottom: 127 }],
  ])('%s (GOAL-16, GOAL-17)', async (_, document, expected) => {
    const box = boxOf(await frameOf(document, 0));
    for (const side of ['left', 'right', 'top', 'bottom'] as const)
      expect(Math.abs(box[side] - expected[side])).toBeLessThanOrEqual(1);
  });

  it('is mirrored and turned clockwise, at once or from frame to frame (GOAL-16, GOAL-26)', async () => {
    const quarter = async (document: EditDocument, frame = 0): Promise<string> => {
      const picture = await frameOf(document, frame);
      const spots = { upperLeft: [38, 70], upperRight: [58, 70], lowerRight: [58, 90], lowerLeft: [38, 90] };
      const dark = Object.entries(spots).filter(
        ([, [x = 0, y = 0]]) => (picture[y * canvas.widthPx + x] ?? 0) < 128,
      );
      return dark.map(([name]) => name).join();
    };
    expect(await quarter(at({}))).toBe('upperLeft');
    expect(await quarter(at({ scaleX: -1 }))).toBe('upperRight');
    expect(await quarter(at({ scaleY: -1 }))).toBe('lowerLeft');
    expect(await quarter(at({ rotate: 90 }))).toBe('upperRight');
    expect(await quarter(at({ rotate: 180 }))).toBe('lowerRight');
    const turning = at({
      rotate: {
        keys: [
          { at: 0, value: 0 },
          { at: second, value: 250 },
        ],
      },
    });
    const frames = await Promise.all([0, 9, 18].map((frame) => quarter(turning, frame)));
    expect(frames).toEqual(['upperLeft', 'upperRight', 'lowerRight']);
  });

  it('grows more opaque, and a layer above it hides it as far as it is opaque (GOAL-26, GOAL-27)', async () => {
    const fading = {
      opacity: {
        keys: [
          { at: 0, value: 0 },
          { at: 0.8 * second, value: 1 },
        ],
      },
    };
    const document = documentOf([], [], [clip('a', 'tile', 0, { fit: 'cover', ...fading })]);
    const brightness = async (frame: number) =>
      (await frameOf(document, frame))[canvas.widthPx * canvas.heightPx - 1] ?? 0;
    for (const [frame, expected] of [
      [0, 16],
      [5, 71],
      [10, 126],
      [20, 235],
    ] as const)
      expect(Math.abs((await brightness(frame)) - expected)).toBeLessThan(4);
    const half = documentOf(
      [clip('a', 'first', 0)],
      [],
      [clip('b', 'tile', 0, { fit: 'cover', opacity: 0.5 })],
    );
    const [below, both] = [await frameOf(documentOf([clip('a', 'first', 0)]), 0), await frameOf(half, 0)];
    for (const index of [10, 15_000])
      expect(
        Math.abs((both[index] ?? 0) - ((below[index] ?? 0) + (index === 10 ? 16 : 235)) / 2),
      ).toBeLessThan(4);
  });
});
