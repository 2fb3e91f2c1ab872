/** Control points of a curve from 0, 0 to 1, 1: x1, y1, x2, y2. */
export type ControlPoints = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * CSS’s `cubic-bezier()` (CSS Easing Functions Level 1): how far a value is when so much of the time has passed. Only
 * sums and products, so that every engine gives the very same number.
 *
 * @param x from 0 to 1
 */
export function cubicBezier([x1, y1, x2, y2]: ControlPoints, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // x rises with t, so halving finds it; each step gives one bit, and a double has 53.
  let [low, high] = [0, 1];
  for (let step = 0; step < 53; step += 1) {
    const middle = (low + high) / 2;
    if (coordinate(x1, x2, middle) < x) low = middle;
    else high = middle;
  }
  return coordinate(y1, y2, high);
}

/** One coordinate of the curve. */
function coordinate(first: number, second: number, t: number): number {
  const rest = 1 - t;
  return 3 * rest * rest * t * first + 3 * rest * t * t * second + t * t * t;
}
