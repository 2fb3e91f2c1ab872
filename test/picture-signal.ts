import type { VideoStream } from '@weireel/media';
import { bestLag } from './best-lag.ts';
import { cellsPerSide, picturesPerSecond, pixelsPerSide, type ClipMeasures } from './measure-clip.ts';

/** Red, green and blue from 0 to 1. */
type Colour = readonly [number, number, number];

/**
 * How much later than in the source the pictures come, in milliseconds, to 10 ms; 0 where nothing moves. Both are
 * counted from the beginning of their file.
 */
export function pictureLagMs(source: ClipMeasures, shown: ClipMeasures): number {
  const [before, after] = [aroundMean(source.pictures), aroundMean(shown.pictures)];
  const cells = cellsPerSide ** 2;
  const frames = Math.min(before.length, after.length) / cells;
  const reach = picturesPerSecond / 10;
  const unlikeness = (lag: number): number => {
    let sum = 0;
    for (let frame = reach; frame < frames - reach; frame += 1) {
      for (let cell = 0; cell < cells; cell += 1) {
        const difference = (before[frame * cells + cell] ?? 0) - (after[(frame + lag) * cells + cell] ?? 0);
        sum += difference * difference;
      }
    }
    return sum;
  };
  return (bestLag(reach, unlikeness) * 1000) / picturesPerSecond;
}

/** Each cell around its own mean, as brightness may be mapped anew. */
function aroundMean(pictures: Uint8Array): Float64Array {
  const samples = Float64Array.from(pictures);
  const cells = cellsPerSide ** 2;
  for (let cell = 0; cell < cells; cell += 1) {
    let sum = 0;
    for (let n = cell; n < samples.length; n += cells) sum += samples[n] ?? 0;
    const mean = sum / (samples.length / cells);
    for (let n = cell; n < samples.length; n += cells) samples[n] = (samples[n] ?? 0) - mean;
  }
  return samples;
}

/** Mean colours of the picture at the moments, as a BT.709 screen shows them; each part from 0 to 255. */
export function shownColours(shown: ClipMeasures): number[][] {
  return pixelsOf(shown).map((pixels) =>
    mean(pixels.map((pixel) => fromYuv(pixel, weights709, { isFullRange: false }))),
  );
}

/**
 * The mean colours that the source should have there, worked out from the standards by its tags: BT.601 and BT.709 as
 * they are, Display P3 brought to BT.709, HLG by its own curve with BT.2020's colours brought to BT.709 (ITU-R BT.2390, decision 9), PQ by SMPTE
 * ST 2084 against a white of 203 cd/m² (ITU-R BT.2408) with highlights rolled off; the light is that of a BT.1886 screen.
 */
export function wantedColours(source: ClipMeasures, video: VideoStream): number[][] {
  const { colour, hdr } = video;
  const isFullRange = colour.range === 'pc' || video.pixelFormat?.startsWith('yuvj') === true;
  const isSmall = Math.min(video.codedWidthPx, video.codedHeightPx) <= 576;
  const tag = colour.matrix ?? colour.primaries;
  const is601 = tag === null ? isSmall : tag === 'smpte170m' || tag === 'bt470bg';
  const weights = hdr !== null ? weights2020 : is601 ? weights601 : weights709;
  const wanted = (pixel: Colour): Colour => {
    const rgb = fromYuv(pixel, weights, { isFullRange });
    if (hdr === null && colour.primaries !== 'smpte432') return rgb;
    const light = map(rgb, hdr === 'pq' ? (value) => pqNits(value) / 203 : light1886);
    const narrowed = to709(light, hdr === null ? fromP3 : from2020);
    return map(hdr === 'pq' ? rolledOff(narrowed) : narrowed, value1886);
  };
  return pixelsOf(source).map((pixels) => mean(pixels.map(wanted)));
}

/** Pixels at the moments, as they are stored, Y, Cb and Cr from 0 to 1. */
function pixelsOf({ moments }: ClipMeasures): Colour[][] {
  const plane = pixelsPerSide ** 2;
  const view = new DataView(moments.buffer, moments.byteOffset, moments.byteLength);
  const at = (index: number) => view.getUint16(index * 2, true) / 65_536;
  return Array.from({ length: moments.length / (plane * 3 * 2) }, (_, picture) => {
    const start = picture * 3 * plane;
    return Array.from(
      { length: plane },
      (_pixel, n) => [at(start + n), at(start + plane + n), at(start + 2 * plane + n)] as const,
    );
  });
}

const weights601 = [0.299, 0.587, 0.114] as const;
const weights709 = [0.2126, 0.7152, 0.0722] as const;
const weights2020 = [0.2627, 0.678, 0.0593] as const;

function fromYuv(
  [y, cb, cr]: Colour,
  [red, green, blue]: Colour,
  { isFullRange }: { isFullRange: boolean },
): Colour {
  const luma = isFullRange ? (y * 256) / 255 : (y * 256 - 16) / 219;
  const chroma = (value: number) => (value * 256 - 128) / (isFullRange ? 255 : 224);
  const r = luma + 2 * (1 - red) * chroma(cr);
  const b = luma + 2 * (1 - blue) * chroma(cb);
  return map([r, (luma - red * r - blue * b) / green, b], (value) => Math.min(1, Math.max(0, value)));
}

/** Linear light of BT.2020's primaries (ITU-R BT.2087) in those of BT.709, one row for each part. */
const from2020 = [
  [1.6605, -0.5876, -0.0728],
  [-0.1246, 1.1329, -0.0083],
  [-0.0182, -0.1006, 1.1187],
] as const;
/** The same of Display P3's (SMPTE EG 432-1). */
const fromP3 = [
  [1.2249, -0.2247, 0],
  [-0.042, 1.0419, 0],
  [-0.0197, -0.0786, 1.0979],
] as const;

function to709([r, g, b]: Colour, rows: readonly [Colour, Colour, Colour]): Colour {
  const part = ([x, y, z]: Colour) => x * r + y * g + z * b;
  const out = [part(rows[0]), part(rows[1]), part(rows[2])] as const;
  return map(out, (value) => Math.max(0, value));
}

/** A screen's light and back (ITU-R BT.1886). */
const light1886 = (value: number) => value ** 2.4;
const value1886 = (light: number) => Math.min(1, light) ** (1 / 2.4);

/** Candela per square metre of a value of SMPTE ST 2084. */
function pqNits(value: number): number {
  const power = value ** (1 / 78.843_75);
  return (
    10_000 *
    (Math.max(0, power - 0.835_937_5) / (18.851_562_5 - 18.6875 * power)) ** (1 / 0.159_301_757_812_5)
  );
}

/** A Möbius curve that leaves up to 0.3 alone and brings the brightest part, 10 times white, to 1. */
function rolledOff(light: Colour): Colour {
  const signal = Math.max(...light, 1e-6);
  const [knee, peak] = [0.3, 10];
  if (signal <= knee) return light;
  const a = (-knee * knee * (peak - 1)) / (knee * knee - 2 * knee + peak);
  const b = (knee * knee - 2 * knee * peak + peak) / Math.max(peak - 1, 1e-6);
  const mapped = ((b * b + 2 * b * knee + knee * knee) / (b - a)) * ((signal + a) / (signal + b));
  return map(light, (value) => value * (mapped / signal));
}

function map([a, b, c]: Colour, change: (value: number) => number): Colour {
  return [change(a), change(b), change(c)];
}

function mean(pixels: readonly Colour[]): number[] {
  return [0, 1, 2].map((part) => {
    const sum = pixels.reduce((total, pixel) => total + (pixel[part] ?? 0), 0);
    return (255 * sum) / pixels.length;
  });
}
