/** A place on the screen, in px. */
interface Point {
  pageX: number;
  pageY: number;
}

const leastPx = 80;

/** Whether a finger that went from one place to another has pulled the page down: far, and more down than aside. */
export function isPull(from: Point, to: Point): boolean {
  const down = to.pageY - from.pageY;
  return down >= leastPx && down > 2 * Math.abs(to.pageX - from.pageX);
}
