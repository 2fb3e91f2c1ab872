import type { EvaluatedMask } from '@weireel/edit';
import type { Size } from '../composition/fit-box.ts';
import { maskShare } from './mask-share.ts';

/** How much of a picture is seen where, in some frames. */
export interface Cover {
  /** What part of it is seen; null: all. */
  mask: EvaluatedMask | null;
  /** How much of that, from 0 to 1. */
  opacity: number;
}

/** Grey pictures that are painted when they are needed, and named by what is said here. */
export interface MaskPictures extends Size {
  /** Names the formula: to be changed with it, so that no segment of a former one is used again. */
  version: 1;
  /** One for each picture, one after the other in the file: black is not seen, white is. */
  covers: readonly Cover[];
}

/** Rows that are painted at once: others have their turn in between. */
const bandRows = 64;

/** Paints pictures in bands of rows, each byte one pixel. */
export function* paintMasks({ covers, widthPx, heightPx }: MaskPictures): Generator<Uint8Array> {
  for (const { mask, opacity } of covers) {
    const share = mask === null ? () => 1 : maskShare(mask, { widthPx, heightPx });
    for (let top = 0; top < heightPx; top += bandRows) {
      const rows = Math.min(bandRows, heightPx - top);
      const band = new Uint8Array(rows * widthPx);
      for (let row = 0; row < rows; row += 1)
        for (let x = 0; x < widthPx; x += 1)
          band[row * widthPx + x] = Math.round(255 * opacity * share(x + 0.5, top + row + 0.5));
      yield band;
    }
  }
}
