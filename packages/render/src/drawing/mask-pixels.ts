import type { EvaluatedMask, EvaluatedTransform } from '@weireel/edit';
import type { Size } from '../composition/fit-box.ts';
import { maskShare } from '../mask/mask-share.ts';

/**
 * Takes away what a mask hides of a picture that was drawn on a canvas.
 *
 * @param pixels of the canvas: red, green, blue and opacity, not multiplied
 * @param box size of the picture before it was placed
 */
export function maskPixels(
  pixels: Uint8Array,
  mask: EvaluatedMask,
  { x, y, scaleX, scaleY, rotate, anchorX, anchorY }: EvaluatedTransform,
  box: Size,
  canvas: Size,
): void {
  const size = { widthPx: box.widthPx * Math.abs(scaleX), heightPx: box.heightPx * Math.abs(scaleY) };
  const share = maskShare(mask, size);
  const angle = (rotate * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [mirrorX, mirrorY] = [Math.sign(scaleX), Math.sign(scaleY)];
  for (let row = 0; row < canvas.heightPx; row += 1)
    for (let column = 0; column < canvas.widthPx; column += 1) {
      const at = 4 * (row * canvas.widthPx + column) + 3;
      const opacity = pixels[at] ?? 0;
      if (opacity === 0) continue;
      const [across, down] = [column + 0.5 - x * canvas.widthPx, row + 0.5 - y * canvas.heightPx];
      const left = mirrorX * (across * cos + down * sin) + anchorX * size.widthPx;
      const top = mirrorY * (down * cos - across * sin) + anchorY * size.heightPx;
      pixels[at] = Math.round(opacity * share(left, top));
    }
}
