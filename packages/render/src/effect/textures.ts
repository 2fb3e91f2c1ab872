import { spread } from './spread.ts';

/**
 * How bright a texture is at a place, from 0 to 1. Places are lengths from the middle, in heights of the picture, to the
 * right and down; `ratio` is its width in heights.
 */
export type Texture = (x: number, y: number, ratio: number) => number;

/** Names of textures. */
export type TextureName = keyof typeof textures;

/** Widths of dots and lines, in heights of the picture. */
export const dotSize = 0.02;

/** Textures by name. */
export const textures = {
  // Rises towards the middles of dots that stand aslant.
  dots: (x, y) => {
    const [along, across] = [(x + y) / Math.SQRT2, (x - y) / Math.SQRT2];
    const wave = (place: number) => Math.cos((2 * Math.PI * place) / dotSize);
    return 0.5 + 0.25 * (wave(along) + wave(across));
  },
  lines: (_, y) => 0.55 + 0.45 * Math.cos((2 * Math.PI * y) / dotSize),
  // Round lights in a grid that begins in the upper left corner, as squares of the same size do.
  lights: (x, y, ratio) => {
    const within = (place: number) => (((place / dotSize) % 1) + 1) % 1;
    const far = Math.hypot(within(x + ratio / 2) - 0.5, within(y + 0.5) - 0.5);
    return clip((0.5 - far) / 0.12);
  },
  scratches: (x, y) => {
    const column = Math.floor(220 * (x + 4));
    const isLine = spread(column, 1) < 0.05 && spread(column, Math.floor(3 * (y + 1))) < 0.7;
    const speck = spread(Math.floor(90 * (x + 4)), Math.floor(90 * (y + 4)));
    return isLine ? 0.15 : speck < 0.025 ? 0.25 : 0.92;
  },
  spotlight: (x, y, ratio) => {
    const far = Math.hypot(x, y) / Math.min(1, ratio);
    return 0.12 + 0.88 * clip((0.42 - far) / 0.06);
  },
  bars: (_, y) => (Math.abs(y) > 0.38 ? 0 : 1),
  frame: (x, y, ratio) => (Math.min(ratio / 2 - Math.abs(x), 0.5 - Math.abs(y)) < 0.035 ? 1 : 0),
} as const satisfies Record<string, Texture>;

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
