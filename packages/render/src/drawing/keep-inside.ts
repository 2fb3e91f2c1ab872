import type { EvaluatedTransform } from '@weireel/edit';
import type { Size } from '../composition/fit-box.ts';
import type { LaidText } from './lay-text.ts';

/**
 * How much of each side of a canvas text may take: what lies outside of it other screens may cut off, or cover.
 *
 * Source: SMPTE ST 2046-1, safe title area.
 */
export const safeShare = 0.9;

/**
 * Where a text is placed so that all of it is seen: moved no further than it has to be, into the safe part of the picture, or
 * into its middle if it has no room there.
 */
export function keptInside(
  transform: EvaluatedTransform,
  { widthPx, heightPx, bounds }: Pick<LaidText, 'widthPx' | 'heightPx' | 'bounds'>,
  canvas: Size,
): EvaluatedTransform {
  const { x, y, scaleX, scaleY, rotate, anchorX, anchorY } = transform;
  const angle = (rotate * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corners = [bounds.left, bounds.right].flatMap((across) =>
    [bounds.top, bounds.bottom].map((down) => {
      const right = (across - anchorX * widthPx) * scaleX;
      const below = (down - anchorY * heightPx) * scaleY;
      return { x: right * cos - below * sin, y: right * sin + below * cos };
    }),
  );
  const kept = (at: number, sides: number[], lengthPx: number) =>
    at + shiftOf(at * lengthPx + Math.min(...sides), at * lengthPx + Math.max(...sides), lengthPx) / lengthPx;
  return {
    ...transform,
    x: kept(x, corners.map((corner) => corner.x), canvas.widthPx), // prettier-ignore
    y: kept(y, corners.map((corner) => corner.y), canvas.heightPx), // prettier-ignore
  };
}

/** How far something is moved along a side to lie on it. */
function shiftOf(from: number, to: number, lengthPx: number): number {
  const length = to - from;
  if (!Number.isFinite(length)) return 0;
  if (length > lengthPx) return (lengthPx - from - to) / 2;
  const marginPx = Math.min((lengthPx - length) / 2, ((1 - safeShare) / 2) * lengthPx);
  return Math.max(0, marginPx - from) + Math.min(0, lengthPx - marginPx - to);
}
