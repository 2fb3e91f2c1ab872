import { type Rational, type Size, toNumber } from '@weireel/media';

/** One rendition to encode. */
export interface Rung {
  /** `v0` for the smallest, counting up. */
  name: string;
  /** Width in pixels, even, upright. */
  widthPx: number;
  /** Height in pixels, even, upright. */
  heightPx: number;
  /** Most bits of picture per second (VBV). */
  maxBitrateBps: number;
  /** x264's constant rate factor. */
  crf: number;
}

/** What is used until a clip was looked at. */
const usualCrf = 23;

/** Short edges of the usual rungs in pixels. */
const usualShortEdges = [360, 480, 720, 1080];

/** Longest edge of any rung; H.264 levels that phones decode end near it. */
const longestEdgePx = 4096;

/** A lower rung with more than this share of the next one's short edge is not worth its cost. */
const nearestStep = 0.85;

/** Cap of a 1920 × 1080 picture at up to 30 frames per second. */
const fullHdBitrateBps = 6_000_000;

/**
 * The ladder for a picture: the usual short edges below its own, and its own up to `maxShortEdgePx`. Never
 * enlarges; a small source gets one rung.
 */
export function ladderRungs(display: Size, frameRate: Rational, maxShortEdgePx = 1080): Rung[] {
  const source = Math.min(display.widthPx, display.heightPx);
  const top = Math.min(source, maxShortEdgePx);
  const edges = [top];
  for (const edge of usualShortEdges.toReversed()) {
    const next = edges[0] ?? top;
    if (edge <= next * nearestStep) edges.unshift(edge);
  }
  return edges.map((edge, n) => rungOf(`v${n}`, display, edge, frameRate));
}

/** The rung that is encoded first: 480 on its short edge, or the source's if that is smaller. */
export function firstRung(display: Size, frameRate: Rational): Rung {
  const source = Math.min(display.widthPx, display.heightPx);
  return rungOf('v0', display, Math.min(source, 480), frameRate);
}

function rungOf(name: string, display: Size, shortEdge: number, frameRate: Rational): Rung {
  const long = Math.max(display.widthPx, display.heightPx);
  const short = Math.min(display.widthPx, display.heightPx);
  const scale = Math.min(shortEdge / short, longestEdgePx / long);
  const widthPx = even(display.widthPx * scale);
  const heightPx = even(display.heightPx * scale);
  const maxBitrateBps = bitrateCap(widthPx * heightPx, toNumber(frameRate));
  return { name, widthPx, heightPx, maxBitrateBps, crf: usualCrf };
}

/** Nearest even number that does not enlarge by more than rounding; at least 2. */
function even(length: number): number {
  const nearest = Math.round(length / 2) * 2;
  return Math.max(2, nearest > Math.ceil(length) ? nearest - 2 : nearest);
}

/** Bits grow slower than pixels (power 3/4) and than frames (square root), as larger pictures are smoother. */
function bitrateCap(pixels: number, framesPerSecond: number): number {
  const size = (pixels / (1920 * 1080)) ** 0.75;
  const motion = Math.sqrt(Math.max(framesPerSecond, 30) / 30);
  return Math.max(100_000, Math.round((fullHdBitrateBps * size * motion) / 1000) * 1000);
}
