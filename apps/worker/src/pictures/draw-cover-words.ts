import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CoverWord } from '@weireel/contract';
import type { Size } from '@weireel/media';
import type { LaidPicture } from '@weireel/transcode';
import { openDrawingThread } from '../render/drawing-thread.ts';
import { textLayer } from '../render/text-layer.ts';

/** Words that are drawn longer than this are left out with their cover. */
const limitMs = 60_000;

const looks = {
  outline: { stroke: { colour: '#000000b3', width: 0.006 } },
  box: { box: { colour: '#000000a6', padding: 0.012, radius: 0.012 } },
  plain: {},
} as const;

/** Draws words as the film's are drawn, into files of the folder that are laid over a cover of this size. */
export async function drawCoverWords(
  { folder, signal }: { folder: string; signal: AbortSignal },
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
      const { pixels, ...place } = raster;
      await writeFile(join(folder, path), pixels);
      laid.push({ path, ...place });
    }
    return laid;
  } catch (error) {
    // Whatever a text does to who draws it: a cover without words is still a cover, and the video is not held up by it.
    if (signal.aborted) throw error;
    return [];
  } finally {
    await thread.close();
  }
}

function layerOf({
  text,
  x = 0.5,
  y = 0.5,
  size = 0.08,
  colour = '#ffffff',
  look = 'outline',
  isVertical,
}: CoverWord) {
  return textLayer({
    text: text.trim(),
    look: { size, colour, weight: 700, ...looks[look] },
    place: { x, y },
    paragraph: {
      isVertical: isVertical === true,
      fitsBox: true,
      width: isVertical === true ? null : 0.9,
      height: 0.9,
    },
  });
}
