import type { Canvas, CanvasKit } from 'canvaskit-wasm';
import type { EvaluatedTiles, EvaluatedTransform } from '@weireel/edit';
import type { Size } from '../composition/fit-box.ts';

/** As many are beside or below each other at most: what lies nearer is set apart. */
const mostAcross = 40;

/**
 * Covers a canvas with a picture again and again, one of them with its anchor at the origin. It is recorded once, and
 * nothing is laid or decoded again however often it is seen. Answers the size of one of them.
 *
 * @param drawOnce draws it once, its anchor at the origin, and answers its size
 * @param transform that the canvas was given
 */
export function drawTiles(
  kit: CanvasKit,
  canvas: Canvas,
  drawOnce: (canvas: Canvas) => Size,
  { gapX, gapY, staggered }: EvaluatedTiles,
  { transform, whole }: { transform: EvaluatedTransform; whole: Size },
): Size {
  const { scaleX, scaleY, anchorX, anchorY } = transform;
  const recorder = new kit.PictureRecorder();
  const size = drawOnce(recorder.beginRecording(kit.LTRBRect(-1e6, -1e6, 1e6, 1e6)));
  const once = recorder.finishRecordingAsPicture();
  recorder.delete();
  const step = (length: number, scale: number, side: number) =>
    Math.max(length, side / mostAcross / Math.abs(scale));
  const across = step(size.widthPx + gapX * whole.widthPx, scaleX, whole.widthPx);
  const down = step(size.heightPx + gapY * whole.heightPx, scaleY, whole.heightPx);
  const seen = scaleX === 0 || scaleY === 0 ? null : seenFrom(transform, whole);
  // The anchor may lie anywhere, also far from the picture.
  const [right, below] = [anchorX * size.widthPx, anchorY * size.heightPx];
  if (seen !== null)
    for (
      let row = Math.floor((seen.top + below) / down) - 1;
      row <= Math.ceil((seen.bottom + below) / down);
      row += 1
    ) {
      const shift = staggered && row % 2 !== 0 ? across / 2 : 0;
      const first = Math.floor((seen.left + right) / across) - 2;
      const last = Math.ceil((seen.right + right) / across);
      for (let column = first; column <= last; column += 1) {
        canvas.save();
        canvas.translate(column * across + shift, row * down);
        canvas.drawPicture(once);
        canvas.restore();
      }
    }
  once.delete();
  return size;
}

/** What of the plane that a transform makes lies on the canvas, as a box. */
function seenFrom(
  { x, y, scaleX, scaleY, rotate }: EvaluatedTransform,
  { widthPx, heightPx }: Size,
): { left: number; top: number; right: number; bottom: number } {
  const angle = (rotate * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corners = [0, widthPx].flatMap((right) =>
    [0, heightPx].map((below) => {
      const [across, down] = [right - x * widthPx, below - y * heightPx];
      return { x: (across * cos + down * sin) / scaleX, y: (down * cos - across * sin) / scaleY };
    }),
  );
  const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
  return {
    ...{ left: Math.min(...xs), right: Math.max(...xs) },
    ...{ top: Math.min(...ys), bottom: Math.max(...ys) },
  };
}
