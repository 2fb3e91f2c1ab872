import { readSyllables } from './syllables.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz';
/** Longer words are typed by choosing, and have too many neighbours. */
const longest = 24;
/** Readings that one query may ask for. */
const mostReadings = 200;

/** Readings of letters of which two were exchanged: chognqing for chongqing. */
export function exchangedReadings(letters: string): string[][] {
  if (!isSlippery(letters)) return [];
  return readAll(
    splits(letters).map(([head, tail]) => head + tail.charAt(1) + tail.charAt(0) + tail.slice(2)),
    letters,
  );
}

/** Readings of letters of which one is missing, too many or wrong: beijng for beijing. */
export function slippedReadings(letters: string): string[][] {
  if (!isSlippery(letters)) return [];
  // What was not typed to its end comes first.
  const slipped = [[letters, ''] as const, ...splits(letters)].flatMap(([head, tail]) => [
    head + tail.slice(1),
    ...[...alphabet].flatMap((letter) => [head + letter + tail, head + letter + tail.slice(1)]),
  ]);
  return readAll(slipped, letters);
}

function isSlippery(letters: string): boolean {
  return letters.length >= 4 && letters.length <= longest && /^[a-z]+$/.test(letters);
}

function splits(letters: string): (readonly [head: string, tail: string])[] {
  return [...letters].map((_, at) => [letters.slice(0, at), letters.slice(at)] as const);
}

/** Of one syllable there is nearly always a neighbour, and it means nothing. */
function readAll(texts: readonly string[], typed: string): string[][] {
  return [...new Set(texts)]
    .filter((text) => text !== typed)
    .flatMap((text) => readSyllables(text))
    .filter((reading) => reading.length > 1)
    .slice(0, mostReadings);
}
