import type { Size } from '../composition/fit-box.ts';
import { textures, type TextureName } from './textures.ts';
import { warps, type WarpName } from './warps.ts';

/** A picture that an effect is made with: painted when it is needed, and named by what is said here. */
export interface EffectPicture extends Size {
  /** Names the formulas: to be changed with them, so that no segment of former ones is used again. */
  formulas: 1;
  /** A texture, as bytes; or, as 16 bits each, from which column or row of a picture of twice the size each pixel is taken. */
  painted: { texture: TextureName } | { warp: WarpName; axis: 'x' | 'y' };
}

/** A source is made larger by this before it is warped, so that places between its pixels can be told. */
export const warpScale = 2;

/** Rows that are painted at once: others have their turn in between. */
const bandRows = 64;

/** Paints the file in bands of rows. */
export function* paintEffectFile({ painted, widthPx, heightPx }: EffectPicture): Generator<Uint8Array> {
  const ratio = widthPx / heightPx;
  for (let top = 0; top < heightPx; top += bandRows) {
    const rows = Math.min(bandRows, heightPx - top);
    const values = 'texture' in painted ? new Uint8Array(rows * widthPx) : new Uint16Array(rows * widthPx);
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < widthPx; column += 1) {
        const [x, y] = [(column + 0.5) / heightPx - ratio / 2, (top + row + 0.5) / heightPx - 0.5];
        const at = row * widthPx + column;
        if ('texture' in painted) values[at] = Math.round(255 * textures[painted.texture](x, y, ratio));
        else values[at] = sourceOf(warps[painted.warp](x, y, ratio), painted.axis, { widthPx, heightPx });
      }
    yield new Uint8Array(values.buffer);
  }
}

/** Column or row of the enlarged source. */
function sourceOf([x, y]: readonly [number, number], axis: 'x' | 'y', { widthPx, heightPx }: Size): number {
  const [place, length] =
    axis === 'x' ? [x * heightPx + widthPx / 2, widthPx] : [(y + 0.5) * heightPx, heightPx];
  return Math.min(warpScale * length - 1, Math.max(0, Math.floor(warpScale * place)));
}
