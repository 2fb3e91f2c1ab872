import { evaluateFrame } from '@weireel/edit';
import type { DrawnLayer, Raster } from '@weireel/render';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openDrawingThread } from './drawing-thread.ts';
import { canvas, documentOf, words } from './testing/drawn-text.ts';

const drawing = openDrawingThread();
afterAll(() => drawing.close());

const [layer] = evaluateFrame(documentOf([words('字', { fitsBox: true })]), 0).layers;

/** Letters of many scripts, marks, pictures, and what breaks lines. */
const letters = fc.oneof(
  fc.constantFrom(...'国语微影短视频制作，。「」！？（）…—'),
  fc.constantFrom(...'WeireelAVgjpqy fi0123456789.-/&'),
  fc.constantFrom('\n', ' ', '👨‍👩‍👧‍👦', '🇨🇳', 'é', 'Ñ', 'سلام ', 'שלום', 'ไทย', '한국', 'ひらがな', 'Ω'),
);
const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const side = fc.option(share(0.15, 0.9), { nil: null });

/** A text of any look, size and length, anywhere. */
const texts = fc.record({
  text: fc.oneof(
    { weight: 300, arbitrary: fc.array(letters, { minLength: 1, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.array(letters, { minLength: 400, maxLength: 400 }) },
  ),
  look: fc.record({
    size: share(0.03, 0.6),
    lineHeight: fc.constantFrom(0.8, 1.2, 1.3, 2),
    weight: fc.constantFrom(400, 700),
    stroke: fc.constantFrom(undefined, { colour: '#ff0000', width: 0.02 }),
    box: fc.constantFrom(undefined, { colour: '#0000ff80', padding: 0.03, radius: 0.02 }),
  }),
  rules: fc.record({
    align: fc.constantFrom('start' as const, 'centre' as const, 'end' as const),
    ...{ isVertical: fc.boolean(), fitsBox: fc.constant<boolean>(true), width: side, height: side },
  }),
  place: fc.record({ x: share(-0.2, 1.2), y: share(-0.2, 1.2) }),
});

type Wish = typeof texts extends fc.Arbitrary<infer T> ? T : never;

function layerOf({ text, look, rules, place }: Wish): DrawnLayer {
  // as: the document has this layer alone, which is a text
  const plain = layer as DrawnLayer;
  const { stroke, box, ...rest } = look;
  const dressed = { ...rest, ...(stroke && { stroke }), ...(box && { box }) };
  return {
    ...plain,
    content: {
      ...{ kind: 'text', paragraph: rules, reveal: null },
      runs: [{ text: text.join(''), look: dressed }],
    },
    transform: { ...plain.transform, ...place },
  };
}

/** Whether nothing is seen on the outermost pixels of the canvas. */
function isInside({ x, y, widthPx, heightPx, pixels }: Raster): boolean {
  const isEdge = (at: number, first: number, length: number) => at + first === 0 || at + first === length - 1;
  for (let row = 0; row < heightPx; row += 1)
    for (let column = 0; column < widthPx; column += 1) {
      const isSeen = pixels[4 * (row * widthPx + column) + 3] !== 0;
      if (isSeen && (isEdge(column, x, canvas.widthPx) || isEdge(row, y, canvas.heightPx))) return false;
    }
  return true;
}

describe('text that fits its box', () => {
  it('stays within the picture, each of a thousand (EVL-16, GOAL-44)', async () => {
    const outside: string[] = [];
    for (const wish of fc.sample(texts, { seed: 44, numRuns: 1000 })) {
      const raster = await drawing.draw({ ...canvas, layers: [layerOf(wish)] });
      const isSeen = wish.text.some((letter) => letter.trim() !== '');
      if (raster === null ? isSeen : !isInside(raster))
        outside.push(JSON.stringify({ wish, at: raster && { ...raster, pixels: 0 } }));
    }
    expect(outside).toEqual([]);
  });

  it('stands where it is put while it has room there, and is moved no further than it must', async () => {
    const at = (x: number, y: number, fitsBox = true) =>
      drawing.draw({
        ...canvas,
        layers: [
          layerOf({
            ...{ text: ['国'], place: { x, y } },
            look: { size: 0.2, lineHeight: 1.3, weight: 400, stroke: undefined, box: undefined },
            rules: { align: 'centre', isVertical: false, fitsBox, width: null, height: null },
          }),
        ],
      });
    expect(await at(0.3, 0.6)).toEqual(await at(0.3, 0.6, false));
    const [corner, low] = [await at(0, 0), await at(0.3, 2)];
    expect(corner?.x).toBeGreaterThanOrEqual(14);
    expect(corner?.x).toBeLessThan(24);
    expect(low?.x).toBe((await at(0.3, 0.6))?.x);
    expect((low?.y ?? 0) + (low?.heightPx ?? 0)).toBeLessThanOrEqual(174);
    expect(low?.y).toBeGreaterThan(110);
  });
});
