import type { RgbPicture } from '../thumbhash.ts';

/** A decoded picture: 8 bits, 4:2:0 in three planes one after the other, BT.709 limited range, even size. */
export interface PlanarPicture {
  /** Width in pixels, even. */
  widthPx: number;
  /** Height in pixels, even. */
  heightPx: number;
  /** Luma of every pixel, then both chroma planes at half the width and height. */
  bytes: Uint8Array;
}

/** What a picture looks like, as far as a choice among covers needs it. */
export interface PictureMeasures {
  /** How good a cover it would make, from 0 to 1. */
  score: number;
  /** Whether hardly anything is on it: black, or one colour. */
  isEmpty: boolean;
  /** Colours of a coarse grid, for telling pictures apart; light and dark are evened out, so that fades are alike. */
  grid: Uint8Array;
}

/** Sharpness is judged at this long edge, as people see covers; what is finer is mostly noise. */
const judgedLongEdgePx = 320;
const gridCells = 8;
/** Standard deviation of the grid's luma, of 255, once evened out; and the least that it is taken for before. */
const [evenSpread, leastSpread] = [40, 6];
/** Share of nearly black pixels from which a picture counts as black; white words on black stay below. */
const blackShare = 0.98;
/** Standard deviation of luma, of 1, below which nothing can be made out. */
const blankSpread = 0.025;

/** Judges a picture: sharp, neither dark nor glaring, with contrast, a little for colour. */
export function measurePicture(picture: PlanarPicture): PictureMeasures {
  const luma = shrink(picture);
  const { mean, spread, isEmpty } = measureLight(luma.values);
  const edges = edgeVariance(luma);
  const sharpness = edges / (edges + 0.004);
  const contrast = Math.min(1, spread / 0.2);
  const liking = 0.55 * sharpness + 0.3 * contrast + 0.15 * colourfulness(picture);
  return { score: isEmpty ? 0 : liking * exposure(mean), isEmpty, grid: gridOf(picture) };
}

/** Whether hardly anything is on a small picture. */
export function looksEmpty({ widthPx, heightPx, rgb }: RgbPicture): boolean {
  const luma = new Float32Array(widthPx * heightPx);
  for (let n = 0; n < luma.length; n += 1) {
    const [red, green, blue] = [rgb[n * 3] ?? 0, rgb[n * 3 + 1] ?? 0, rgb[n * 3 + 2] ?? 0];
    luma[n] = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  }
  return measureLight(luma).isEmpty;
}

/** How different two pictures are, by their grids, from 0 (the same) to 1. */
export function pictureDistance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n += 1) sum += Math.abs((a[n] ?? 0) - (b[n] ?? 0));
  return sum / (a.length * 255);
}

/** Luma from 0 to 1. */
interface LumaPlane {
  width: number;
  height: number;
  values: Float32Array;
}

/** Luma at the size at which it is judged, each pixel the mean of a square. */
function shrink({ widthPx, heightPx, bytes }: PlanarPicture): LumaPlane {
  const step = Math.max(1, Math.round(Math.max(widthPx, heightPx) / judgedLongEdgePx));
  const width = Math.max(1, Math.floor(widthPx / step));
  const height = Math.max(1, Math.floor(heightPx / step));
  const values = new Float32Array(width * height);
  const scale = 1 / (219 * step * step);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let row = 0; row < step; row += 1) {
        const from = (y * step + row) * widthPx + x * step;
        for (let column = 0; column < step; column += 1) sum += (bytes[from + column] ?? 16) - 16;
      }
      values[y * width + x] = Math.min(1, Math.max(0, sum * scale));
    }
  }
  return { width, height, values };
}

function measureLight(values: Float32Array): { mean: number; spread: number; isEmpty: boolean } {
  let [sum, squares, dark] = [0, 0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
    if (value < 0.1) dark += 1;
  }
  const mean = sum / values.length;
  const spread = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
  const isEmpty = dark >= values.length * blackShare || spread < blankSpread;
  return { mean, spread, isEmpty };
}

/** Variance of the Laplacian: the usual measure of focus (Pech-Pacheco and others, 2000). */
function edgeVariance({ width, height, values }: LumaPlane): number {
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const around =
        (values[at - 1] ?? 0) + (values[at + 1] ?? 0) + (values[at - width] ?? 0) + (values[at + width] ?? 0);
      const edge = around - 4 * (values[at] ?? 0);
      sum += edge;
      squares += edge * edge;
      count += 1;
    }
  }
  if (count === 0) return 0;
  const mean = sum / count;
  return Math.max(0, squares / count - mean * mean);
}

/** 1 between a quarter and three quarters of full light, falling to nothing at both ends. */
function exposure(mean: number): number {
  return Math.max(0, Math.min(1, mean / 0.25, (1 - mean) / 0.25));
}

/** Mean distance of the colours from grey, of what lively pictures have. */
function colourfulness({ widthPx, heightPx, bytes }: PlanarPicture): number {
  const chroma = (widthPx / 2) * (heightPx / 2);
  const from = widthPx * heightPx;
  let sum = 0;
  for (let n = 0; n < chroma; n += 1) {
    sum += Math.abs((bytes[from + n] ?? 128) - 128) + Math.abs((bytes[from + chroma + n] ?? 128) - 128);
  }
  return Math.min(1, sum / chroma / 40);
}

function gridOf({ widthPx, heightPx, bytes }: PlanarPicture): Uint8Array {
  const [halfWidth, halfHeight] = [widthPx / 2, heightPx / 2];
  const blue = widthPx * heightPx;
  const red = blue + halfWidth * halfHeight;
  const grid = new Uint8Array(3 * gridCells * gridCells);
  meansInto(grid, 0, bytes.subarray(0, blue), widthPx, heightPx);
  evenOut(grid.subarray(0, gridCells * gridCells));
  meansInto(grid, 1, bytes.subarray(blue, red), halfWidth, halfHeight);
  meansInto(grid, 2, bytes.subarray(red), halfWidth, halfHeight);
  return grid;
}

/** Brings cells to the same mean and spread; of a picture without any spread, noise is not made large. */
function evenOut(cells: Uint8Array): void {
  const mean = cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
  const spread = Math.sqrt(cells.reduce((sum, cell) => sum + (cell - mean) ** 2, 0) / cells.length);
  const factor = evenSpread / Math.max(spread, leastSpread);
  for (const [n, cell] of cells.entries()) {
    cells[n] = Math.min(255, Math.max(0, Math.round(128 + (cell - mean) * factor)));
  }
}

/** Means of one plane's cells; of at most some thousand pixels, which is enough. */
function meansInto(grid: Uint8Array, plane: number, bytes: Uint8Array, width: number, height: number): void {
  const step = Math.max(1, Math.floor(Math.min(width, height) / 64));
  const sums = new Float64Array(gridCells * gridCells);
  const counts = new Float64Array(gridCells * gridCells);
  for (let y = 0; y < height; y += step) {
    const row = Math.floor((y * gridCells) / height) * gridCells;
    for (let x = 0; x < width; x += step) {
      const cell = row + Math.floor((x * gridCells) / width);
      sums[cell] = (sums[cell] ?? 0) + (bytes[y * width + x] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  for (let cell = 0; cell < sums.length; cell += 1) {
    grid[plane * sums.length + cell] = (sums[cell] ?? 0) / Math.max(1, counts[cell] ?? 0);
  }
}
