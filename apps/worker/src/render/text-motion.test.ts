import { ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { animationPresets, revealPresets, type Raster } from '@weireel/render';
import { afterAll, describe, expect, it } from 'vitest';
import { openDrawingThread } from './drawing-thread.ts';
import { canvas, documentOf, drawnBy, hashOf, inkOf, words } from './testing/drawn-text.ts';

const drawing = openDrawingThread();
afterAll(() => drawing.close());

const text = '三十种AV動';
const nothing: Raster = { x: 0, y: 0, widthPx: 0, heightPx: 0, pixels: new Uint8Array() };

async function drawn(document: EditDocument, frame: number): Promise<Raster> {
  return (await drawnBy(drawing, document, frame)) ?? nothing;
}

const revealed = (preset: string, more: object = {}, stagger = 0.08 * second): EditDocument =>
  documentOf([words(text, { reveal: { unit: 'glyph', preset, duration: 0.8 * second, stagger }, ...more })]);

/** How covered each pixel of the canvas is, from 0 to 255. */
function coverOf({ x, y, widthPx, heightPx, pixels }: Raster): Uint8Array {
  const cover = new Uint8Array(canvas.widthPx * canvas.heightPx);
  for (let row = 0; row < heightPx; row += 1)
    for (let column = 0; column < widthPx; column += 1)
      cover[(y + row) * canvas.widthPx + x + column] = pixels[4 * (row * widthPx + column) + 3] ?? 0;
  return cover;
}

/** How much of what is covered differs, as a share of what is covered in the second. */
function differenceOf(one: Raster, other: Raster): number {
  const [a, b] = [coverOf(one), coverOf(other)];
  const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);
  return sum(a.map((value, index) => Math.abs(value - (b[index] ?? 0)))) / sum(b);
}

describe('text', () => {
  it('moves in thirty ways and more, each unlike the others, and comes to stand as it is (GOAL-38)', async () => {
    const standing = await drawn(documentOf([words(text)]), 0);
    const animatedBy = (phase: 'in' | 'loop', preset: string) =>
      documentOf([
        words(text, {
          animation: {
            [phase]: {
              preset,
              [phase === 'loop' ? 'period' : 'duration']: (phase === 'loop' ? 1.96 : 0.8) * second,
            },
          },
        }),
      ]);
    const documents = [
      ...[...animationPresets.edges].map((preset) => animatedBy('in', preset)),
      ...[...animationPresets.loops].map((preset) => animatedBy('loop', preset)),
      ...[...revealPresets].map((preset) => revealed(preset)),
    ];
    expect(documents.length).toBeGreaterThanOrEqual(30);
    const middles = await Promise.all(
      documents.map(async (document) => [hashOf(await drawn(document, 6)), hashOf(await drawn(document, 9))]),
    );
    // Of a loop both moments may be alike.
    expect(new Set(middles.map(String)).size).toBe(documents.length);
    for (const middle of middles) expect(middle).not.toEqual([hashOf(standing), hashOf(standing)]);
    for (const document of documents) {
      const isLoop = JSON.stringify(document).includes('"loop"');
      expect(hashOf(await drawn(document, isLoop ? 49 : 40))).toBe(hashOf(standing));
    }
  });

  // Letters of a word that lies in a column are nearer to each other than they are by themselves.
  it.each([
    ['lines', '三十种AV動', { width: 0.4 }],
    ['columns', '三十种A動', { isVertical: true }],
  ])('of %s is, letter by letter, where it stands as a whole (GOAL-38)', async (_, written, more) => {
    const standing = await drawn(documentOf([words(written, more)]), 0);
    const look = { stroke: { colour: '#ff0000', width: 0.01 }, size: 0.2 };
    const stroked = { ...more, runs: [{ text: written, look }] };
    for (const preset of revealPresets) {
      // A moment before it is all there.
      const late = 0.8 * second * 0.9995;
      const isSudden = preset === 'typewriter';
      const reveal = { unit: 'glyph', preset, duration: 0.8 * second, stagger: 1, beyond: Math.floor(late) };
      const almost = await drawn(documentOf([words(written, { ...more, reveal })]), 0);
      expect([preset, differenceOf(almost, standing) < (isSudden ? 0.001 : 0.05)]).toEqual([preset, true]);
    }
    // Strokes come along.
    const reveal = { unit: 'word', preset: 'rise', duration: 0.8 * second, stagger: 1 };
    const half = await drawn(documentOf([words(written, { ...stroked, reveal })]), 10);
    expect(inkOf(half, (red, green) => red > 200 && green < 60)).toBeGreaterThan(0.1 * inkOf(half));
  });
});
