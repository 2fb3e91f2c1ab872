import type { Orientation } from './probe-result.ts';

/**
 * Reads the display matrix that ffprobe prints: three rows of three numbers, in 16.16 fixed point (the third
 * column 2.30). Angles are rounded to quarter turns.
 */
export function parseDisplayMatrix(text: string): Orientation {
  const numbers = text
    .split('\n')
    .flatMap((row) =>
      row
        .replace(/^[0-9a-f]+:/, '')
        .trim()
        .split(/\s+/),
    )
    .filter((word) => word !== '')
    .map(Number);
  const [a = 1, b = 0, , c = 0, d = 1] = numbers;
  // A negative determinant mirrors. Undo the mirror on the first axis, then read the angle.
  const isMirrored = a * d - b * c < 0;
  const degrees = (Math.atan2(isMirrored ? -b : b, isMirrored ? -a : a) * 180) / Math.PI;
  const turn = (((Math.round(degrees / 90) * 90) % 360) + 360) % 360;
  return { turn: turn === 90 || turn === 180 || turn === 270 ? turn : 0, isMirrored };
}
