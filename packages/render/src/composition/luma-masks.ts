/** When a place of the picture changes, from 0, first, to 1, last. Both coordinates are from 0 to 1. */
type Order = (x: number, y: number, aspect: number) => number;

const fraction = (value: number) => value - Math.floor(value);

const orders: Readonly<Record<string, Order>> = {
  'wipe-left': (x) => 1 - x,
  'wipe-right': (x) => x,
  'wipe-up': (_, y) => 1 - y,
  'wipe-down': (_, y) => y,
  'corner-top-left': (x, y) => 1 - Math.max(x, y),
  'corner-top-right': (x, y) => 1 - Math.max(1 - x, y),
  'corner-bottom-left': (x, y) => 1 - Math.max(x, 1 - y),
  'corner-bottom-right': (x, y) => 1 - Math.max(1 - x, 1 - y),
  'blinds-horizontal': (_, y) => fraction(10 * y),
  'blinds-vertical': (x) => fraction(8 * x),
  checkerboard: (x, y, aspect) => {
    const [column, row] = [x * 6, (y * 6) / aspect];
    return ((Math.floor(column) + Math.floor(row)) % 2) / 2 + fraction(column) / 2;
  },
  box: (x, y) => Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5)),
  iris: (x, y, aspect) => polar(x, y, aspect).radius,
  diamond: (x, y) => Math.abs(x - 0.5) + Math.abs(y - 0.5),
  star: (x, y, aspect) => {
    const { radius, angle } = polar(x, y, aspect);
    // Straight edges between five points: the distance grows as the angle leaves a point.
    const fifth = Math.abs(fraction((angle / (2 * Math.PI)) * 5) - 0.5) * 2;
    return radius * (1 + 1.3 * (1 - fifth));
  },
  heart: (x, y, aspect) => {
    const { radius, angle } = polar(x, y + 0.06, aspect);
    const upright = Math.sin(-angle);
    const bow = (upright * Math.sqrt(Math.abs(Math.cos(angle)))) / (upright + 1.4) - 2 * upright + 2;
    return radius / (0.15 + bow);
  },
  spiral: (x, y, aspect) => {
    const { radius, angle } = polar(x, y, aspect);
    return fraction(angle / (2 * Math.PI) + 2.5 * radius);
  },
};

/** Transitions that are a picture of when each place changes. */
export const maskedTransitions: ReadonlySet<string> = new Set(Object.keys(orders));

/** Steps in which places are put into order. */
const steps = 4096;

/** The picture of a transition: bright places change first, and as many at every step. */
export function drawOrder(transition: string, widthPx: number, heightPx: number): Uint8Array {
  const order = orders[transition] ?? (() => 0);
  const values = new Float64Array(widthPx * heightPx);
  let most = Number.MIN_VALUE;
  for (let row = 0; row < heightPx; row += 1)
    for (let column = 0; column < widthPx; column += 1) {
      const value = order((column + 0.5) / widthPx, (row + 0.5) / heightPx, widthPx / heightPx);
      values[row * widthPx + column] = value;
      most = Math.max(most, value);
    }
  const stepOf = (value: number) => Math.floor((value / most) * (steps - 1));
  const counts = new Uint32Array(steps);
  for (const value of values) counts[stepOf(value)] = (counts[stepOf(value)] ?? 0) + 1;
  let before = 0;
  const brightness = Uint8Array.from(counts, (count) => {
    before += count;
    return Math.round(255 * (1 - (before - count / 2) / values.length));
  });
  return Uint8Array.from(values, (value) => brightness[stepOf(value)] ?? 0);
}

function polar(x: number, y: number, aspect: number): { radius: number; angle: number } {
  const [across, down] = [(x - 0.5) * Math.min(1, aspect), ((y - 0.5) * Math.min(1, aspect)) / aspect];
  return { radius: Math.hypot(across, down), angle: Math.atan2(down, across) };
}
