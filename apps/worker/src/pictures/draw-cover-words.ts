import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CoverWord } from '@weireel/contract';
import type { Size } from '@weireel/media';
import type { LaidPicture } from '@weireel/transcode';
import { openDrawingThread } from '../render/drawing-thread.ts';
import { textLayer } from '../render/text-layer.ts';

/** Words that are drawn longer than this are given up. */
const limitMs = 60_000;

/** What words may take of a cover, in its widths and heights. */
const room = { width: 0.9, height: 0.9 };

const looks = {
  outline: { stroke: { colour: '#000000b3', width: 0.006 } },
  box: { box: { colour: '#000000a6', padding: 0.012, radius: 0.012 } },
  plain: {},
} as const;

/**
 * Draws words as the film's are drawn, into files of the folder that are laid over a cover of this size.
 *
 * @throws Error when they cannot be drawn, or take too long
 */
export async function drawCoverWords(
  folder: string,
  words: readonly CoverWord[],
  size: Size,
): Promise<LaidPicture[]> {
  const thread = openDrawingThread(limitMs);
  try {
    const laid: LaidPicture[] = [];
    for (const [index, word] of words.entries()) {
      const raster = await thread.draw({ ...size, layers: [layerOf(word)] });
      if (raster === null) continue;
      const path = `words-${index}.rgba`;
      const { widthPx, heightPx, pixels } = raster;
      await writeFile(join(folder, path), pixels);
      const { x = 0.5, y = 0.5 } = word;
      laid.push({
        ...{ path, widthPx, heightPx },
        x: begin(x * size.widthPx, widthPx, size.widthPx),
        y: begin(y * size.heightPx, heightPx, size.heightPx),
      });
    }
    return laid;
  } finally {
    await thread.close();
  }
}

/** Where a picture begins whose middle is to be there; it stays on the cover. */
function begin(middle: number, length: number, whole: number): number {
  return Math.round(Math.min(Math.max(middle - length / 2, 0), whole - length));
}

/** Words in the middle of a box in which they fit, and which is cut off afterwards. */
function layerOf({ text, size = 0.08, colour = '#ffffff', look = 'outline', isVertical = false }: CoverWord) {
  return textLayer({
    text: text.trim(),
    look: { size, colour, weight: 700, ...looks[look] },
    paragraph: { isVertical, fitsBox: true, ...room },
  });
}
