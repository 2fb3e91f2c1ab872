import { spread } from './spread.ts';

/**
 * Where a place of the changed picture is taken from. Places are lengths from the middle, in heights of the picture, to the
 * right and down; `ratio` is its width in heights. What lies outside is taken from the edge.
 */
export type Warp = (x: number, y: number, ratio: number) => readonly [x: number, y: number];

/** Names of warps. */
export type WarpName = keyof typeof warps;

/** Warps by name. */
export const warps = {
  mirror: (x, y) => [-Math.abs(x), y],
  reflection: (x, y) => [x, -Math.abs(y)],
  fourfold: (x, y) => [-Math.abs(x), -Math.abs(y)],
  kaleidoscope: (x, y) => {
    const sector = Math.PI / 3;
    const turned = Math.atan2(y, x) + Math.PI / 2;
    const angle = Math.abs(turned - sector * Math.round(turned / sector)) - Math.PI / 2;
    const distance = Math.hypot(x, y);
    return [distance * Math.cos(angle), distance * Math.sin(angle)];
  },
  tiles: (x, y, ratio) => repeated(x, y, ratio, 2),
  wall: (x, y, ratio) => repeated(x, y, ratio, 4),
  // The middle third three times, one above the other.
  strips: (x, y) => [x, y - Math.round(3 * y) / 3],
  wave: (x, y) => [x + 0.025 * Math.sin(2 * Math.PI * 5 * y), y],
  ripples: (x, y) => {
    const distance = Math.hypot(x, y);
    const moved = 1 + (0.014 * Math.sin(2 * Math.PI * 14 * distance)) / Math.max(0.02, distance);
    return [x * moved, y * moved];
  },
  swirl: (x, y, ratio) => {
    const reach = 0.48 * Math.min(1, ratio);
    const angle = 3.2 * Math.max(0, 1 - Math.hypot(x, y) / reach) ** 2;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return [x * cos - y * sin, x * sin + y * cos];
  },
  fishEye: (x, y, ratio) => rounded(x, y, ratio, 1.7),
  pinch: (x, y, ratio) => rounded(x, y, ratio, 0.6),
  // Rods of glass: each shows a wider part of what is behind it.
  flutedGlass: (x, y) => [x + 1.6 * (x - 0.07 * Math.round(x / 0.07)), y],
  frostedGlass: (x, y) => {
    const [column, row] = [Math.floor(250 * (x + 4)), Math.floor(250 * (y + 4))];
    return [x + 0.03 * (spread(column, row) - 0.5), y + 0.03 * (spread(row, column + 7_000) - 0.5)];
  },
  // Bands of different heights, a third of which are torn aside.
  torn: (x, y) => {
    const band = Math.floor(28 * (y + 1) + 1.5 * Math.sin(9 * y));
    return spread(band, 3) < 0.35 ? [x + 0.16 * (spread(band, 11) - 0.5), y] : [x, y];
  },
} as const satisfies Record<string, Warp>;

/** The whole picture so many times beside and above itself. */
function repeated(x: number, y: number, ratio: number, times: number): [number, number] {
  const part = (place: number, length: number) => {
    const along = (times * (place / length + 0.5)) % 1;
    return (along - 0.5) * length;
  };
  return [part(x, ratio), part(y, 1)];
}

/** What is in the middle becomes larger (above 1) or smaller, and the far edges stay. */
function rounded(x: number, y: number, ratio: number, power: number): [number, number] {
  const reach = Math.hypot(ratio, 1) / 2;
  const distance = Math.hypot(x, y) / reach;
  const moved = distance === 0 ? 1 : distance ** (power - 1);
  return [x * moved, y * moved];
}
