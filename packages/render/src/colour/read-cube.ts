import type { Rgb } from './colour-map.ts';
import type { ColourTable } from './colour-table.ts';

/** Most points of a cube along each axis, and of a list. */
export const mostPoints = { 3: 65, 1: 4096 } as const;
/** The specification allows no longer line. */
const longestLine = 250;
/** Half-precision numbers, which cameras write, have no larger one. */
const largest = 65_504;

/** Why a file is no table that can be used: of a kind that we do not know, too large, or not what it says. */
export type CubeProblem = 'unsupported' | 'too_large' | 'damaged';

/** What is said above the colours. */
interface Head {
  dimensions: 1 | 3;
  points: number;
  from: Rgb;
  to: Rgb;
}

/**
 * Whether a file says that it is a table of colours: a line of its beginning names the size of one.
 */
export function isCube(bytes: Uint8Array): boolean {
  return /(?:^|\n|\u00bf)[ \t]*LUT_[13]D_SIZE\s/.test(asText(bytes.subarray(0, 65_536)));
}

/**
 * Reads a table of colours (Adobe Cube LUT 1.0, with the ranges that Resolve writes). The time that it takes and what it
 * holds grow with the file's length and no more, whatever is in it.
 */
export function readCube(bytes: Uint8Array): ColourTable | CubeProblem {
  const words: Record<string, string> = {};
  let head: Head | null = null;
  let values = new Float32Array(0);
  let filled = 0;
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  for (const line of linesOf(isMarked ? bytes.subarray(3) : bytes)) {
    if (line === null) return 'damaged';
    if (line === '' || line.startsWith('#')) continue;
    if (/^[A-Z_]/i.test(line)) {
      // All that is said stands above the first colour.
      if (head !== null) return 'damaged';
      const [word = '', rest = ''] = [line.split(/\s/, 1)[0], line.replace(/^\S+\s*/, '')];
      // What changes the meaning of numbers would give other colours than its maker saw.
      if (!known.has(word)) return 'unsupported';
      if (Object.hasOwn(words, word)) return 'damaged';
      words[word] = rest;
      continue;
    }
    if (head === null) {
      const read = readHead(words);
      if (typeof read === 'string') return read;
      head = read;
      values = new Float32Array(3 * head.points ** head.dimensions);
    }
    const colour = numbersOf(line, 3);
    if (colour === null || filled === values.length) return 'damaged';
    values.set(colour, filled);
    filled += 3;
  }
  return head === null || filled < values.length ? 'damaged' : { ...head, values };
}

/** Words that may stand above the colours; of a title nothing is kept. */
const known: ReadonlySet<string> = new Set([
  ...['TITLE', 'LUT_1D_SIZE', 'LUT_3D_SIZE', 'DOMAIN_MIN', 'DOMAIN_MAX'],
  ...['LUT_1D_INPUT_RANGE', 'LUT_3D_INPUT_RANGE'],
]);

function readHead(words: Readonly<Record<string, string>>): Head | CubeProblem {
  const { LUT_1D_SIZE: list, LUT_3D_SIZE: cube } = words;
  // A list that comes before a cube.
  if (list !== undefined && cube !== undefined) return 'unsupported';
  const size = list ?? cube ?? '';
  if (!/^\d{1,9}$/.test(size)) return 'damaged';
  const [points, dimensions] = [Number(size), cube === undefined ? 1 : 3] as const;
  if (points > mostPoints[dimensions]) return 'too_large';
  const domain = readDomain(words, dimensions);
  return points < 2 || domain === null ? 'damaged' : { dimensions, points, ...domain };
}

function readDomain(
  words: Readonly<Record<string, string>>,
  dimensions: 1 | 3,
): Pick<Head, 'from' | 'to'> | null {
  const range = words[`LUT_${dimensions}D_INPUT_RANGE`];
  const ends = range === undefined ? [0, 1] : numbersOf(range, 2);
  const [first = 0, last = 1] = ends ?? [];
  const from = numbersOf(words['DOMAIN_MIN'] ?? `${first} ${first} ${first}`, 3);
  const to = numbersOf(words['DOMAIN_MAX'] ?? `${last} ${last} ${last}`, 3);
  if (ends === null || from === null || to === null) return null;
  if (from.some((value, channel) => (to[channel] ?? 0) - value < 0.001)) return null;
  return { from: rgb(from), to: rgb(to) };
}

function rgb([red = 0, green = 0, blue = 0]: readonly number[]): Rgb {
  return [red, green, blue];
}

const number = /^[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:e[+-]?\d{1,3})?$/i;

/** Numbers of a line; null: there are not as many, or one is none, or beyond all that colours are. */
function numbersOf(line: string, count: number): number[] | null {
  const words = line.split(/\s+/);
  if (words.length !== count) return null;
  const numbers = words.map((word) => (number.test(word) ? Number(word) : Number.NaN));
  return numbers.every((value) => Math.abs(value) <= largest) ? numbers : null;
}

/** Lines without the space around them; null for one that is too long to be one of a table. */
function* linesOf(bytes: Uint8Array): Generator<string | null> {
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    const isTooLong = end - start > longestLine;
    yield isTooLong ? null : asText(bytes.subarray(start, end)).trim();
    if (isTooLong) return;
    start = end + 1;
  }
}

/** Each byte as the character of its number: all that counts in such a file is ASCII. */
function asText(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 1024)
    text += String.fromCharCode(...bytes.subarray(index, index + 1024));
  return text;
}
