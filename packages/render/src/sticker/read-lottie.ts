/** What a Lottie animation says of itself before it is drawn. */
export interface LottieHead {
  /** Its width in its own pixels. */
  widthPx: number;
  /** Its height in its own pixels. */
  heightPx: number;
  /** How long it lasts, in seconds. */
  seconds: number;
}

/** Why a Lottie animation is not taken. */
export type LottieProblem = 'unsupported' | 'damaged' | 'too_large';

/** Objects and lists inside one another, and values of all kinds. */
const [mostDepth, mostValues] = [64, 200_000];
/** Layers that are drawn for a picture, those of what is used several times counted as often; and copies of repeaters. */
const [mostLayers, mostCopies] = [1000, 1000];
const longestSide = 8192;
const longestText = 4 * 1024 * 1024;

/** In UTF-8. */
const byteOrderMark = [0xef, 0xbb, 0xbf];
/** What JSON passes over: space, tab, line feed, carriage return. */
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);
const openingBrace = 0x7b;

type Json = Record<string, unknown>;

/** Whether a file may be a Lottie animation: JSON, by its first sign. */
export function isLottie(bytes: Uint8Array): boolean {
  const isMarked = byteOrderMark.every((byte, n) => bytes[n] === byte);
  const first = bytes.subarray(isMarked ? byteOrderMark.length : 0).find((byte) => !blanks.has(byte));
  return first === openingBrace;
}

/**
 * Reads a Lottie animation without drawing it. What needs other files or scripts is refused rather than left out: pictures,
 * fonts (text) and expressions; and so is what would grow without end: parts that hold one another, and copies of copies.
 *
 * Source: Lottie Animation Format 1.0 (Lottie Animation Community).
 */
export function readLottie(text: string): LottieHead | LottieProblem {
  if (text.length > longestText) return 'too_large';
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return 'damaged';
  }
  if (!isObject(file) || !Array.isArray(file.layers)) return 'unsupported';
  const figures = walk(file);
  if (figures === null) return 'too_large';
  if (figures.isForeign) return 'unsupported';
  if (figures.copies > mostCopies || layersOf(file) > mostLayers) return 'too_large';
  const [width, height, rate, first, end] = ['w', 'h', 'fr', 'ip', 'op'].map((name) => numberOf(file[name]));
  if (width === undefined || height === undefined || rate === undefined) return 'damaged';
  const seconds = ((end ?? 0) - (first ?? 0)) / rate;
  const isSize = [width, height].every((side) => side >= 1 && side <= longestSide);
  if (!isSize || !(rate > 0) || !(seconds > 0) || !Number.isFinite(seconds)) return 'damaged';
  return { widthPx: Math.round(width), heightPx: Math.round(height), seconds };
}

interface Figures {
  /** What all repeaters make of one thing, if each lay in another. */
  copies: number;
  /** Whether it needs what is not in it, or is not drawn. */
  isForeign: boolean;
}

/** Looks through all of a file; null: it is too deep, or holds too much. */
function walk(file: Json): Figures | null {
  const figures: Figures = { copies: 1, isForeign: false };
  let left = mostValues;
  const stack: { value: unknown; depth: number }[] = [{ value: file, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    left -= 1;
    if (left < 0 || next.depth > mostDepth) return null;
    const { value } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (isObject(value)) look(value, figures);
    for (const inner of Object.values(value)) stack.push({ value: inner, depth: next.depth + 1 });
  }
  return figures;
}

function look(value: Json, figures: Figures): void {
  // A repeater of shapes; how many copies it makes may change meanwhile.
  if (value.ty === 'rp') figures.copies *= Math.max(1, largestIn(value.c));
  const isPicture = typeof value.p === 'string' && ('u' in value || 'e' in value);
  const isExpression = typeof value.x === 'string' && 'k' in value;
  // Layers of pictures (2), text (5), sound (6), and those behind.
  const isOtherLayer = 'ind' in value && typeof value.ty === 'number' && ![0, 1, 3, 4].includes(value.ty);
  if (isPicture || isExpression || isOtherLayer) figures.isForeign = true;
}

/** Layers of all that is drawn; endless where a part holds itself. */
function layersOf(file: Json): number {
  const parts = new Map<unknown, Json>();
  for (const part of Array.isArray(file.assets) ? file.assets : [])
    if (isObject(part)) parts.set(part.id, part);
  const counted = new Map<unknown, number>();
  const count = (layers: unknown): number =>
    (Array.isArray(layers) ? layers : []).reduce<number>((sum, layer) => {
      const part = isObject(layer) && layer.ty === 0 ? parts.get(layer.refId) : undefined;
      return sum + 1 + (part === undefined ? 0 : countPart(part));
    }, 0);
  const countPart = (part: Json): number => {
    const known = counted.get(part.id);
    if (known !== undefined) return known;
    // While it is counted it is endless: it may hold itself.
    counted.set(part.id, Infinity);
    const layers = count(part.layers);
    counted.set(part.id, layers);
    return layers;
  };
  return count(file.layers);
}

function largestIn(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(0, ...Object.values(value).map(largestIn));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
