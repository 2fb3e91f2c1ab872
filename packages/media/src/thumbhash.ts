/** A small picture in 24-bit colour: red, green and blue of each pixel, row by row. */
export interface RgbPicture {
  /** Width in pixels, at most 100. */
  widthPx: number;
  /** Height in pixels, at most 100. */
  heightPx: number;
  /** Three bytes a pixel. */
  rgb: Uint8Array;
}

/** A picture that `decodeThumbhash` made: red, green, blue and opacity of each pixel. */
export interface BlurredPicture {
  /** Width in pixels, at most 32. */
  widthPx: number;
  /** Height in pixels, at most 32. */
  heightPx: number;
  /** Four bytes a pixel; opacity is always full. */
  rgba: Uint8ClampedArray;
}

/** Frequencies along the longer edge; with transparency, which videos do not have, it would be 5. */
const longEdgeTerms = 7;
const headerBytes = 5;

/** Brightness and two colour differences, as the format has them. */
interface Channel {
  /** Mean. */
  base: number;
  /** Weights of the waves, each from 0 to 1. */
  waves: number[];
  /** Largest wave. */
  scale: number;
}

/** A ThumbHash (https://evanw.github.io/thumbhash) of an opaque picture: 20 to 25 bytes, shape included. */
export function encodeThumbhash({ widthPx, heightPx, rgb }: RgbPicture): Uint8Array {
  const pixels = widthPx * heightPx;
  const brightness = new Float64Array(pixels);
  const yellowBlue = new Float64Array(pixels);
  const redGreen = new Float64Array(pixels);
  for (let n = 0; n < pixels; n += 1) {
    const [red, green, blue] = [rgb[n * 3] ?? 0, rgb[n * 3 + 1] ?? 0, rgb[n * 3 + 2] ?? 0];
    brightness[n] = (red + green + blue) / 765;
    yellowBlue[n] = ((red + green) / 2 - blue) / 255;
    redGreen[n] = (red - green) / 255;
  }
  const isLandscape = widthPx > heightPx;
  const longest = Math.max(widthPx, heightPx);
  const columns = Math.max(1, Math.round((longEdgeTerms * widthPx) / longest));
  const rows = Math.max(1, Math.round((longEdgeTerms * heightPx) / longest));
  const encode = (values: Float64Array, across: number, down: number): Channel =>
    encodeChannel(values, { widthPx, heightPx }, across, down);
  const l = encode(brightness, Math.max(3, columns), Math.max(3, rows));
  const p = encode(yellowBlue, 3, 3);
  const q = encode(redGreen, 3, 3);
  const first =
    Math.round(63 * l.base) |
    (Math.round(31.5 + 31.5 * p.base) << 6) |
    (Math.round(31.5 + 31.5 * q.base) << 12) |
    (Math.round(31 * l.scale) << 18);
  const second =
    (isLandscape ? rows : columns) |
    (Math.round(63 * p.scale) << 3) |
    (Math.round(63 * q.scale) << 9) |
    (isLandscape ? 1 << 15 : 0);
  const waves = [...l.waves, ...p.waves, ...q.waves];
  const hash = new Uint8Array(headerBytes + Math.ceil(waves.length / 2));
  hash.set([first & 255, (first >> 8) & 255, first >> 16, second & 255, second >> 8]);
  for (const [n, wave] of waves.entries()) {
    const at = headerBytes + (n >> 1);
    hash[at] = (hash[at] ?? 0) | (Math.round(15 * wave) << ((n & 1) << 2));
  }
  return hash;
}

/** The picture that a ThumbHash stands for, or null for bytes that are no ThumbHash of an opaque picture. */
export function decodeThumbhash(hash: Uint8Array): BlurredPicture | null {
  const first = (hash[0] ?? 0) | ((hash[1] ?? 0) << 8) | ((hash[2] ?? 0) << 16);
  const second = (hash[3] ?? 0) | ((hash[4] ?? 0) << 8);
  const hasTransparency = first >> 23 === 1;
  const isLandscape = second >> 15 === 1;
  const shortTerms = second & 7;
  if (hasTransparency || shortTerms === 0) return null;
  const columns = isLandscape ? longEdgeTerms : shortTerms;
  const rows = isLandscape ? shortTerms : longEdgeTerms;
  const [across, down] = [Math.max(3, columns), Math.max(3, rows)];
  const counts = [countWaves(across, down), countWaves(3, 3), countWaves(3, 3)] as const;
  if (hash.length !== headerBytes + Math.ceil((counts[0] + counts[1] + counts[2]) / 2)) return null;
  let next = 0;
  const read = (count: number, scale: number): number[] =>
    Array.from({ length: count }, () => {
      const nibble = ((hash[headerBytes + (next >> 1)] ?? 0) >> ((next & 1) << 2)) & 15;
      next += 1;
      return (nibble / 7.5 - 1) * scale;
    });
  const l = { base: (first & 63) / 63, waves: read(counts[0], ((first >> 18) & 31) / 31) };
  // Quantisation takes colour away; the format gives a quarter of it back.
  const p = {
    base: ((first >> 6) & 63) / 31.5 - 1,
    waves: read(counts[1], (((second >> 3) & 63) / 63) * 1.25),
  };
  const q = {
    base: ((first >> 12) & 63) / 31.5 - 1,
    waves: read(counts[2], (((second >> 9) & 63) / 63) * 1.25),
  };
  const ratio = columns / rows;
  const widthPx = Math.round(ratio > 1 ? 32 : 32 * ratio);
  const heightPx = Math.round(ratio > 1 ? 32 / ratio : 32);
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let y = 0; y < heightPx; y += 1) {
    const rowWaves = wavesAt(y, heightPx, down);
    for (let x = 0; x < widthPx; x += 1) {
      const columnWaves = wavesAt(x, widthPx, across);
      const light = valueAt(l, columnWaves, rowWaves, across, down);
      const warm = valueAt(p, columnWaves, rowWaves, 3, 3);
      const ruddy = valueAt(q, columnWaves, rowWaves, 3, 3);
      const blue = light - (2 / 3) * warm;
      const red = (3 * light - blue + ruddy) / 2;
      rgba.set([red * 255, (red - ruddy) * 255, blue * 255, 255], (y * widthPx + x) * 4);
    }
  }
  return { widthPx, heightPx, rgba };
}

function encodeChannel(
  values: Float64Array,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  across: number,
  down: number,
): Channel {
  const channel: Channel = { base: 0, waves: [], scale: 0 };
  for (let cy = 0; cy < down; cy += 1) {
    for (let cx = 0; cx * down < across * (down - cy); cx += 1) {
      let sum = 0;
      for (let y = 0; y < heightPx; y += 1) {
        const fy = Math.cos((Math.PI / heightPx) * cy * (y + 0.5));
        for (let x = 0; x < widthPx; x += 1) {
          sum += (values[y * widthPx + x] ?? 0) * Math.cos((Math.PI / widthPx) * cx * (x + 0.5)) * fy;
        }
      }
      const weight = sum / (widthPx * heightPx);
      if (cx === 0 && cy === 0) channel.base = weight;
      else {
        channel.waves.push(weight);
        channel.scale = Math.max(channel.scale, Math.abs(weight));
      }
    }
  }
  const { scale } = channel;
  if (scale > 0) channel.waves = channel.waves.map((weight) => 0.5 + (0.5 / scale) * weight);
  return channel;
}

/** Number of waves of a channel: the triangle of low frequencies without the mean. */
function countWaves(across: number, down: number): number {
  let count = -1;
  for (let cy = 0; cy < down; cy += 1) for (let cx = 0; cx * down < across * (down - cy); cx += 1) count += 1;
  return count;
}

function wavesAt(position: number, length: number, count: number): number[] {
  return Array.from({ length: count }, (_, n) => Math.cos((Math.PI / length) * (position + 0.5) * n));
}

function valueAt(
  { base, waves }: Pick<Channel, 'base' | 'waves'>,
  columnWaves: readonly number[],
  rowWaves: readonly number[],
  across: number,
  down: number,
): number {
  let value = base;
  let next = 0;
  for (let cy = 0; cy < down; cy += 1) {
    for (let cx = cy === 0 ? 1 : 0; cx * down < across * (down - cy); cx += 1) {
      value += (waves[next] ?? 0) * (columnWaves[cx] ?? 0) * (rowWaves[cy] ?? 0) * 2;
      next += 1;
    }
  }
  return value;
}
