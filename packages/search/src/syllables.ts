import { pinyin } from 'pinyin-pro';

/** Syllables of standard Chinese as they are typed, by their initial; ü is typed as v. */
const finals: Record<string, string> = {
  '': 'a ai an ang ao e ei en eng er o ou',
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
  f: 'a an ang ei en eng o ou u',
  d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
  t: 'a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo',
  n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve',
  l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve',
  g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  k: 'a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo',
  h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
  r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
  z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  y: 'a an ang ao e i in ing o ong ou u uan ue un',
  w: 'a ai an ang ao ei en eng o u',
};

const syllables = new Set(
  Object.entries(finals).flatMap(([initial, ends]) => ends.split(' ').map((end) => initial + end)),
);
const longestSyllable = 6;
/** Ways to read letters that are tried: few words are written in more. */
const mostReadings = 8;
/** The same where the end is open. */
const mostBeginnings = 12;

/**
 * Every way to read letters as syllables: `xian` is `xian` and `xi'an`. An apostrophe parts two syllables. Empty: the
 * letters are no pinyin.
 */
export function readSyllables(letters: string): string[][] {
  const typed = letters.replaceAll('ü', 'v').replaceAll('’', "'");
  const found: string[][] = [];
  const ends = endsOfSyllables(typed);
  const walk = (at: number, before: string[]): void => {
    if (found.length === mostReadings) return;
    if (at === typed.length) found.push(before);
    else if (typed[at] === "'" && at > 0) walk(at + 1, before);
    else for (const end of ends[at] ?? []) walk(end, [...before, typed.slice(at, end)]);
  };
  walk(0, []);
  return found;
}

/**
 * Where a syllable that begins at each place may end, the longest first, if all that follows can be read too: whoever
 * walks along these never has to turn back. There may be very many ways that lead nowhere.
 */
function endsOfSyllables(typed: string): number[][] {
  const ends: number[][] = [];
  const isReadable = (at: number): boolean =>
    at === typed.length || (ends[at] ?? []).length > 0 || (typed[at] === "'" && isReadable(at + 1));
  for (let at = typed.length - 1; at >= 0; at -= 1) {
    const possible: number[] = [];
    for (let end = Math.min(at + longestSyllable, typed.length); end > at; end -= 1) {
      if (syllables.has(typed.slice(at, end)) && isReadable(end)) possible.push(end);
    }
    ends[at] = possible;
  }
  return ends;
}

/** Every way to read letters whose last syllable may not be finished, joined: `beij` is `bei'j`. */
export function readBeginnings(letters: string): string[] {
  const found = readSyllables(letters);
  for (let tail = 1; tail <= Math.min(longestSyllable, letters.length); tail += 1) {
    const begun = letters.slice(-tail);
    if (![...syllables].some((each) => each.startsWith(begun))) continue;
    const heads = tail === letters.length ? [[]] : readSyllables(letters.slice(0, -tail));
    found.push(...heads.map((head) => [...head, begun]));
  }
  return [...new Set(found.map(joinSyllables))].slice(0, mostBeginnings);
}

/** Sounds that many people do not tell apart, and so type one for the other. */
const alike: [RegExp, string][] = [
  [/^([zcs])h/, '$1'],
  [/^([zcs])(?!h)/, '$1h'],
  [/^n/, 'l'],
  [/^l/, 'n'],
  [/([aei]n)g$/, '$1'],
  [/([aei]n)$/, '$1g'],
];
/** Ways to hear one query that are tried. */
const mostHearings = 64;

/** Other readings that sound like one: zong'qiu is also zhong'qiu, bei'jin also bei'jing. */
export function soundAlikes(reading: readonly string[]): string[][] {
  let found: string[][] = [[]];
  for (const syllable of reading) {
    const forms = new Set([syllable]);
    for (const form of forms) {
      for (const [sound, other] of alike) {
        const heard = form.replace(sound, other);
        if (syllables.has(heard)) forms.add(heard);
      }
    }
    found = found.flatMap((before) => [...forms].map((form) => [...before, form])).slice(0, mostHearings);
  }
  return found.slice(1);
}

const known = new Map<string, string[]>();
/** Words remembered: their pinyin takes ten times as long as to look it up. */
const capacity = 50_000;

/** The syllables of a Chinese word, one for each character, as in this word: 重 is chong in 重庆, 行 is hang in 银行. */
export function syllablesOf(word: string): string[] {
  const before = known.get(word);
  if (before !== undefined) return before;
  const found = pinyin(word, { toneType: 'none', type: 'array', v: true });
  if (known.size < capacity) known.set(word, found);
  return found;
}

/** Syllables as one lexeme. */
export function joinSyllables(parts: readonly string[]): string {
  return parts.join("'");
}
