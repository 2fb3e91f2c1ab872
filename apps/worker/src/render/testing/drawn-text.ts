import { createHash } from 'node:crypto';
import { evaluateFrame, ticksPerSecond as second, type EditDocument, type Item } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { findUnrendered, type DrawnLayer, type Raster } from '@weireel/render';
import { expect } from 'vitest';
import type { DrawingThread } from '../drawing-thread.ts';

/** Size of what is drawn. */
export const canvas = { widthPx: 320, heightPx: 180 };
/** Frames of it. */
export const fps = { num: 25, den: 1 };

/** A document of items on one track, which was checked and is rendered. */
export function documentOf(items: Item[], kind: 'visual' | 'caption' = 'visual'): EditDocument {
  const checked = checkDocument({
    ...{ schema: 'weireel.edit', version: 1, canvas, fps, styles: {}, assets: {} },
    tracks: [{ id: 'words', kind, items, transitions: [] }],
  });
  expect(checked.problems).toEqual([]);
  if (checked.document === null) throw new Error('the document is not valid');
  expect(findUnrendered(checked.document)).toEqual([]);
  return checked.document;
}

/** Two seconds of a text, a fifth of the canvas high. */
export function words(text: string, more: object = {}): Item {
  return {
    ...{ id: 'words', kind: 'text', start: 0, duration: 2 * second, runs: [{ text, look: { size: 0.2 } }] },
    ...more,
  };
}

/** What is drawn of the sole item in a frame; null: nothing of it is seen. */
export function drawnBy(drawing: DrawingThread, document: EditDocument, frame = 0): Promise<Raster | null> {
  const [layer] = evaluateFrame(document, frame).layers;
  // as: such documents have one layer, which is drawn
  return drawing.draw({ ...document.canvas, layers: [layer as DrawnLayer] });
}

/** Names what is drawn, and where. */
export function hashOf(raster: Raster): string {
  return createHash('sha256')
    .update(JSON.stringify({ ...raster, pixels: 0 }))
    .update(raster.pixels)
    .digest('hex');
}

/** How much is covered, in whole pixels. */
export function inkOf(
  { pixels }: Raster,
  is = (_red: number, _green: number, _blue: number) => true,
): number {
  let ink = 0;
  for (let index = 0; index < pixels.length; index += 4)
    if (is(pixels[index] ?? 0, pixels[index + 1] ?? 0, pixels[index + 2] ?? 0))
      ink += (pixels[index + 3] ?? 0) / 255;
  return ink;
}
