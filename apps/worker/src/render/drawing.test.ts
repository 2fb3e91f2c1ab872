import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evaluateFrame, ticksPerSecond as second, type EditDocument, type Item } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import {
  findUnrendered,
  planRender,
  runsOf,
  segmentRun,
  type DrawnLayer,
  type Raster,
  type SegmentPicture,
} from '@weireel/render';
import { afterAll, describe, expect, it } from 'vitest';
import { withFolder } from '../../../../test/run-tool.ts';
import { openDrawingThread } from './drawing-thread.ts';
import { drawFrames } from './testing/draw-frames.ts';
import { canvas, documentOf, drawnBy, fps, hashOf, inkOf, words } from './testing/drawn-text.ts';

const drawing = openDrawingThread();
afterAll(() => drawing.close());

/** What is drawn of the sole item in a frame. */
async function drawn(document: EditDocument, frame = 0): Promise<Raster> {
  const raster = await drawnBy(drawing, document, frame);
  if (raster === null) throw new Error('nothing is seen');
  return raster;
}

/** How much is covered between two columns of pixels. */
function inkWithin({ pixels, widthPx }: Raster, from: number, to: number): number {
  let ink = 0;
  for (let index = 3; index < pixels.length; index += 4) {
    const x = ((index - 3) / 4) % widthPx;
    if (x >= from && x < to) ink += (pixels[index] ?? 0) / 255;
  }
  return ink;
}

const isYellow = (red: number, green: number, blue: number) => red > 200 && green > 200 && blue < 80;

describe('text', () => {
  it('has Chinese letters, coloured pictures of people in one piece, and both weights (GOAL-34, GOAL-35)', async () => {
    const look = (more: object) => [{ text: '微影', look: { size: 0.3, ...more } }];
    const [thin, bold] = [
      await drawn(documentOf([words('', { runs: look({}) })])),
      await drawn(documentOf([words('', { runs: look({ weight: 700 }) })])),
    ];
    expect(inkOf(bold)).toBeGreaterThan(1.15 * inkOf(thin));
    // Each letter is as wide as it is high: no boxes for what is missing.
    expect(Math.abs(thin.widthPx / thin.heightPx - 2)).toBeLessThan(0.35);
    const family = await drawn(documentOf([words('👨‍👩‍👧‍👦')]));
    const one = await drawn(documentOf([words('👩')]));
    expect(Math.abs(family.widthPx - one.widthPx)).toBeLessThan(0.35 * one.widthPx);
    // So are a flag of two letters, and a hand with a tone of skin, which is another than without.
    const [flag, hand, tinted] = [
      await drawn(documentOf([words('🇨🇳')])),
      await drawn(documentOf([words('👋')])),
      await drawn(documentOf([words('👋🏿')])),
    ];
    for (const each of [flag, tinted]) expect(each.widthPx).toBeLessThan(1.35 * one.widthPx);
    expect(inkOf(flag, (red, green, blue) => red > 150 && green < 80 && blue < 80)).toBeGreaterThan(
      0.3 * inkOf(flag),
    );
    const isDark = (red: number, green: number, blue: number) => red + green + blue < 300;
    expect(inkOf(tinted, isDark)).toBeGreaterThan(3 * inkOf(hand, isDark));
    const hues = new Set<string>();
    const rainbow = await drawn(documentOf([words('🌈')]));
    for (let index = 0; index < rainbow.pixels.length; index += 4)
      if (rainbow.pixels[index + 3] === 255)
        hues.add([0, 1, 2].map((channel) => (rainbow.pixels[index + channel] ?? 0) >> 6).join());
    expect(hues.size).toBeGreaterThan(4);
  });

  it('is the same to the byte each time, in another thread too (GOAL-66)', async () => {
    const document = documentOf([words('字 Wörd 👋🏽 שלום', { transform: { rotate: 20 } })]);
    const other = openDrawingThread();
    try {
      const [layer] = evaluateFrame(document, 0).layers;
      // as: as above
      const again = await other.draw({ ...canvas, layers: [layer as DrawnLayer] });
      expect(again === null ? '' : hashOf(again)).toBe(hashOf(await drawn(document)));
    } finally {
      await other.close();
    }
  });

  it('looks as its style says (GOAL-37)', async () => {
    const looks: Record<string, object> = {
      ...{
        plain: {},
        colour: { colour: '#ffff00' },
        half: { colour: '#ffffff80' },
        italic: { italic: true },
      },
      ...{
        underlined: { underlined: true },
        letterSpacing: { letterSpacing: 0.05 },
        lineHeight: { lineHeight: 2 },
      },
      gradient: { gradient: { from: '#ff0000', to: '#0000ff', angle: 0 } },
      stroke: { stroke: { colour: '#ff0000', width: 0.02 } },
      shadow: { shadow: { colour: '#000000', x: 0.02, y: 0.02, blur: 0.01 } },
      glow: { glow: { colour: '#00ff00', blur: 0.05 } },
      box: { box: { colour: '#0000ff', padding: 0.05, radius: 0.03 } },
    };
    const rasters: Record<string, Raster> = {};
    for (const [name, look] of Object.entries(looks))
      rasters[name] = await drawn(
        documentOf([words('', { runs: [{ text: '字a\n字b', look: { size: 0.2, ...look } }] })]),
      );
    expect(new Set(Object.values(rasters).map(hashOf)).size).toBe(Object.keys(looks).length);
    const of = (name: string) =>
      rasters[name] ?? { x: 0, y: 0, widthPx: 0, heightPx: 0, pixels: new Uint8Array() };
    expect(inkOf(of('colour'), isYellow)).toBeGreaterThan(0.8 * inkOf(of('plain')));
    expect(inkOf(of('half')) / inkOf(of('plain'))).toBeCloseTo(0.5, 1);
    // Around the letters, and behind the lines.
    expect(inkOf(of('stroke'), (red, green) => red > 200 && green < 60)).toBeGreaterThan(
      0.5 * inkOf(of('plain')),
    );
    expect(of('box').widthPx - of('plain').widthPx).toBeGreaterThan(12);
    expect(of('lineHeight').heightPx).toBeGreaterThan(1.15 * of('plain').heightPx);
  });

  it('runs in columns from right to left, with the forms that its marks have there (EVL-15, GOAL-37)', async () => {
    const look = { size: 0.15, lineHeight: 1.2 };
    const standing = (text: string, more: object = {}) =>
      drawn(documentOf([words('', { runs: [{ text, look }], isVertical: true, ...more })]));
    const [letter, three] = [await standing('一'), await standing('国国国')];
    expect(Math.abs(three.heightPx / three.widthPx - 3)).toBeLessThan(0.4);
    expect(letter.heightPx).toBeLessThan(letter.widthPx);
    // The second column stands left of the first, and begins at its top.
    const [one, two] = [
      await standing('国', { align: 'start' }),
      await standing('国国\n一', { align: 'start' }),
    ];
    expect(two.widthPx).toBeGreaterThan(1.8 * one.widthPx);
    const rightHalf = inkWithin(two, two.widthPx / 2, two.widthPx);
    expect(rightHalf).toBeGreaterThan(1.8 * inkOf(one));
    // Broken where it is high enough, and by the same rules as lines.
    const broken = await standing('国国，国国', { height: 0.34, align: 'start' });
    const pair = await standing('国国\n，国国', { align: 'start' });
    expect(broken.widthPx).toBeGreaterThan(2.5 * one.widthPx);
    expect(hashOf(broken)).not.toBe(hashOf(pair));
    // A comma keeps to the upper right, a bracket lies across, words are turned, two digits stand.
    const [comma, across] = [await standing('，'), await drawn(documentOf([words('，')]))];
    expect(comma.x).toBeGreaterThan(160);
    expect(across.x).toBeLessThan(160);
    const bracket = await standing('（');
    expect(bracket.widthPx).toBeGreaterThan(2 * bracket.heightPx);
    const [word, digits] = [await standing('word'), await standing('28')];
    expect(word.heightPx).toBeGreaterThan(1.5 * word.widthPx);
    expect(digits.widthPx).toBeGreaterThan(digits.heightPx);
    const fitted = await standing('国'.repeat(40), { width: 0.3, height: 0.6, fitsBox: true });
    expect(fitted.widthPx).toBeLessThanOrEqual(98);
    expect(fitted.heightPx).toBeLessThanOrEqual(110);
  });

  it('lies where it is put, in lines that fit (GOAL-44)', async () => {
    const placed = await drawn(documentOf([words('字', { transform: { x: 0.25, y: 0.75 } })]));
    const middle = [placed.x + placed.widthPx / 2, placed.y + placed.heightPx / 2];
    expect(Math.abs((middle[0] ?? 0) - 80)).toBeLessThan(3);
    expect(Math.abs((middle[1] ?? 0) - 135)).toBeLessThan(6);
    const long = '一二三四五六七八九十一二三四五六七八九十';
    const lines = await drawn(documentOf([words(long, { width: 0.5 })]));
    expect(lines.widthPx).toBeLessThanOrEqual(164);
    const fitted = await drawn(documentOf([words(long, { width: 0.5, height: 0.3, fitsBox: true })]));
    expect(fitted.heightPx).toBeLessThanOrEqual(58);
    // Words are made smaller, and not divided.
    const word = await drawn(documentOf([words('Weireelstudio', { width: 0.5, fitsBox: true })]));
    expect(word.heightPx).toBeLessThan(30);
    const start = await drawn(documentOf([words('一\n一二三', { align: 'start' })]));
    const end = await drawn(documentOf([words('一\n一二三', { align: 'end' })]));
    expect(hashOf(start)).not.toBe(hashOf(end));
  });

  it('comes, goes and moves as its animations say, and letter by letter (GOAL-38)', async () => {
    const edge = { duration: 0.8 * second };
    const fading = documentOf([
      words('字', { animation: { in: { preset: 'fade', ...edge }, out: { preset: 'rise', ...edge } } }),
    ]);
    const ink = await Promise.all([5, 10, 25].map(async (frame) => inkOf(await drawn(fading, frame))));
    const [quarter = 0, half = 0, full = 0] = ink;
    expect(quarter / full).toBeCloseTo(0.25, 1);
    expect(half / full).toBeCloseTo(0.5, 1);
    const [standing, leaving] = [await drawn(fading, 25), await drawn(fading, 45)];
    expect(leaving.y).toBeGreaterThan(standing.y);
    const typed = documentOf([
      words('一二三四', {
        reveal: { unit: 'glyph', preset: 'typewriter', duration: 1, stagger: 0.2 * second },
      }),
    ]);
    const widths = await Promise.all(
      [0, 5, 10, 15].map(async (frame) => (await drawn(typed, frame)).widthPx),
    );
    expect(widths.every((width, index) => index === 0 || width > (widths[index - 1] ?? 0))).toBe(true);
    // When all is there it stays, and is drawn once.
    const counts = planRender(typed).segments.flatMap((picture) =>
      (picture.kind === 'composition' ? runsOf(picture) : []).flatMap((run) =>
        run.kind === 'drawn' ? [run.counts] : [],
      ),
    );
    expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(50);
    expect(counts.flat().length).toBeLessThan(24);
  });
});

describe('a caption', () => {
  it('shows each word in its colour while it is spoken, to the frame (GOAL-39)', async () => {
    const spoken = [
      { text: '大家', at: 0, duration: 0.4 * second },
      { text: '好', at: 0.8 * second, duration: 0.4 * second },
    ];
    const caption = (highlight: string): EditDocument =>
      documentOf(
        [
          {
            ...{ id: 'said', kind: 'caption', start: 0, duration: 2 * second, words: spoken, highlight },
            highlightColour: '#ffff00',
          },
        ],
        'caption',
      );
    const yellow = async (document: EditDocument, frames: number[]) =>
      Promise.all(frames.map(async (frame) => Math.round(inkOf(await drawn(document, frame), isYellow))));
    const [first = 0, last = 0, none, second_ = 0, after] = await yellow(caption('word'), [0, 9, 10, 20, 30]);
    expect([none, after]).toEqual([0, 0]);
    expect(last).toBe(first);
    expect(second_).toBeGreaterThan(0);
    expect(second_).toBeLessThan(first);
    const [, kept, both = 0] = await yellow(caption('sung'), [0, 15, 40]);
    expect(kept).toBe(first);
    expect(both).toBeGreaterThan(first + 0.8 * second_);
  });
});

describe('shapes', () => {
  it('have the size and the colours that they say', async () => {
    const shape = (kind: string, more: object = {}): Item => ({
      ...{ id: 's', kind: 'shape', start: 0, duration: second, shape: kind, width: 0.5, height: 0.5 },
      ...{ fill: '#ffff00', ...more },
    });
    const box = await drawn(documentOf([shape('rectangle')]));
    expect({ ...box, pixels: 0 }).toEqual({ x: 80, y: 44, widthPx: 160, heightPx: 92, pixels: 0 });
    const area = inkOf(box, isYellow);
    expect(Math.abs(area - 160 * 90)).toBeLessThan(4);
    expect(inkOf(await drawn(documentOf([shape('ellipse')]))) / area).toBeCloseTo(Math.PI / 4, 1);
    expect(inkOf(await drawn(documentOf([shape('star')]))) / area).toBeLessThan(0.5);
    expect(inkOf(await drawn(documentOf([shape('rectangle', { radius: 1 })])))).toBeLessThan(0.95 * area);
    const line = await drawn(
      documentOf([shape('rectangle', { stroke: { colour: '#ff0000', width: 0.05 } })]),
    );
    expect(line.widthPx).toBeGreaterThan(164);
  });
});

describe('strings of strangers', () => {
  const hostile = [
    ...[
      "'",
      '"',
      "';drawtext=text=x;'",
      '[0:v]',
      ':',
      '\\',
      '%{pts}',
      "\\'",
      ',movie=/etc/passwd',
      '$(id)',
      '`id`',
    ],
    ...[
      '\u202Eabc',
      '\u0000',
      '\uD800',
      '👨‍👩‍👧‍👦',
      'a\u0300'.repeat(200),
      '\n'.repeat(50),
      '﷽',
      '-i',
      '/etc/passwd',
    ],
    'x'.repeat(4000),
  ];

  it('are drawn or not, and never reach an argument or the name of a file (GOAL-89)', async () => {
    const named = (picture: SegmentPicture): string[] => {
      const raster = { x: 2, y: 2, widthPx: 2, heightPx: 2, pixels: new Uint8Array(16) };
      const sourceOf = () => ({ path: 'a.mp4', fps, ...canvas });
      const run = segmentRun(
        picture,
        { sourceOf, rasterOf: () => raster },
        { ...canvas, fps, crf: 20 },
        'out.mp4',
      );
      return [...run.args, ...run.files.map(({ name }) => name)];
    };
    const [harmless] = planRender(documentOf([words('a')])).segments;
    if (harmless === undefined) throw new Error('there is no segment');
    for (const text of hostile) {
      const document = documentOf([words(text)]);
      const [picture = harmless] = planRender(document).segments;
      expect(named(picture)).toEqual(named(harmless));
      const [layer] = evaluateFrame(document, 0).layers;
      // as: the documents of this test have one layer, which is drawn
      await drawing.draw({ ...canvas, layers: [layer as DrawnLayer] });
    }
    const { document } = checkDocument({
      ...documentOf([]),
      tracks: [{ id: 'w', kind: 'visual', transitions: [], items: [words('x'.repeat(1_000_000))] }],
    });
    expect(document).toBeNull();
  });

  it('are refused where their pictures would fill all memory (GOAL-79)', () => {
    const document = documentOf([words('字', { animation: { loop: { preset: 'sway', period: second } } })]);
    const huge = { ...document, canvas: { widthPx: 4096, heightPx: 4096 } };
    expect(findUnrendered(huge)).toEqual([expect.objectContaining({ path: 'tracks', code: 'not_rendered' })]);
  });

  it('are laid over pictures from their first frame to their last', async () => {
    await withFolder(async (folder) => {
      await writeFile(join(folder, 'unused'), '');
      const document = documentOf([words("'; 字", { start: 0.4 * second, duration: 0.4 * second })]);
      const sourceOf = () => ({ path: 'a.mp4', fps, ...canvas });
      const frames = await drawFrames(folder, document, { from: 10, to: 20 }, sourceOf, drawing);
      const raster = await drawn(document, 10);
      expect(frames).toHaveLength(10);
      for (const frame of frames) {
        let light = 0;
        for (let index = 0; index < canvas.widthPx * canvas.heightPx; index += 1)
          light += ((frame[index] ?? 16) - 16) / 219;
        expect(Math.abs(light / inkOf(raster) - 1)).toBeLessThan(0.05);
      }
    });
  });
});
