/** A line of a text, as places in its list of clusters. */
export interface BrokenLine {
  /** Its first cluster. */
  from: number;
  /** The cluster after its last one that is seen: spaces at its end are left out. */
  to: number;
}

/** Lines that a text was broken into. */
export interface BrokenText {
  /** The lines. */
  lines: BrokenLine[];
  /** Whether a word or a pair had to be broken that belongs together: the line is too short for it. */
  isForced: boolean;
}

/**
 * Breaks a text into lines: nothing that closes begins a line, nothing that opens ends one, and words of letters, numbers,
 * dashes and dots of one mark are kept together. What is longer than a line is broken where it hurts least.
 *
 * Source: CLREQ (W3C), 3.1.3 prohibition rules; UAX #14 for words and numbers.
 *
 * @param clusters what a reader takes for characters; a line break is one of its own
 * @param lengths of each, in any unit
 * @param most that a line may be long, in the same unit
 */
export function breakLines(
  clusters: readonly string[],
  lengths: readonly number[],
  most: number,
): BrokenText {
  const lines: BrokenLine[] = [];
  let isForced = false;
  let from = 0;
  while (from < clusters.length) {
    const end = paragraphEnd(clusters, from);
    if (from === end) lines.push({ from, to: end });
    while (from < end) {
      const next = lineEnd(clusters, lengths, most, { from, end });
      isForced ||= next.isForced;
      lines.push({ from, to: withoutSpaces(clusters, from, next.at) });
      from = next.at;
      while (from < end && isSpace(clusters[from])) from += 1;
    }
    from = end + 1;
  }
  if (isNewLine(clusters.at(-1))) lines.push({ from: clusters.length, to: clusters.length });
  return { lines, isForced };
}

/** Whether a line may end before a cluster. */
export function mayBreakBefore(clusters: readonly string[], index: number): boolean {
  const [before, after] = [clusters[index - 1], clusters[index]];
  if (before === undefined || after === undefined) return false;
  if (isNewLine(before)) return true;
  if (glue.has(before) || glue.has(after) || isSpace(after)) return false;
  if (isSpace(before)) return !cannotBegin.has(after) || isAscii(after);
  if (keepsTogether(before, after)) return false;
  if ('-/'.includes(after) && isOfWord(before)) return false;
  return !isWordLike(clusters, index - 1) || !isWordLike(clusters, index);
}

/** What may not begin a line: what closes, divides or repeats, and small kana. */
const cannotBegin = new Set([
  ...'、。，．·・：；？！‼⁇⁈⁉…‥～〜～＼／',
  ...')]}>）］｝〕〉》」』】〙〗〟’”»›',
  ...'%％‰°℃℉¢￠々〻ゝゞヽヾー,.:;!?',
  ...'ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ',
]);
/** What may not end a line: what opens, and signs of money. */
const cannotEnd = new Set([...'([{<（［｛〔〈《「『【〘〖〝‘“«‹', ...'$＄£￡€¥￥₩№#＃@＠']);
/** Keeps together what stands beside it. */
const glue = new Set(['\u00A0', '\u202F', '\u2060', '\uFEFF']);
/** Marks of which two are one. */
const doubled = new Set(['…', '‥', '—', '–', '―', '⸺']);

function keepsTogether(before: string, after: string): boolean {
  if (cannotBegin.has(after) || cannotEnd.has(before)) return true;
  return before === after && doubled.has(before);
}

/**
 * Whether a cluster belongs to a word or a number of a script that has spaces between its words, or to what is written
 * without spaces around it there: `v1.2`, `1,234`, `3:30`, `a&b`, `it’s`.
 */
function isWordLike(clusters: readonly string[], index: number): boolean {
  const cluster = clusters[index] ?? '';
  if (isOfWord(cluster) || '\'"&@#*+=_~^|\\`<'.includes(cluster)) return true;
  const [before, after] = [clusters[index - 1] ?? '', clusters[index + 1] ?? ''];
  if ('-/'.includes(cluster)) return isDigit(after) || !isOfWord(before);
  if ('([{'.includes(cluster)) return isOfWord(before);
  return '.,:;!?’%)]}'.includes(cluster) && isOfWord(before) && isOfWord(after);
}

/** Letters of scripts that know no spaces between words are words of their own. */
const written = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u; // prettier-ignore
const wide = /^[\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6]/u;

function isOfWord(cluster: string): boolean {
  return /^[\p{L}\p{N}\p{M}]/u.test(cluster) && !written.test(cluster) && !wide.test(cluster);
}

/** Whether a cluster stands upright where lines run downwards: of a script that is written so, wide, or a picture. */
export function isUpright(cluster: string): boolean {
  return (
    written.test(cluster) ||
    wide.test(cluster) ||
    /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F/u.test(cluster) ||
    '“”‘’…·・—―⸺‼⁇⁈⁉℃℉№'.includes(cluster)
  );
}

function lineEnd(
  clusters: readonly string[],
  lengths: readonly number[],
  most: number,
  { from, end }: { from: number; end: number },
): { at: number; isForced: boolean } {
  let [length, fits] = [0, from];
  // Spaces at the end take no room.
  for (; fits < end; fits += 1) {
    length += lengths[fits] ?? 0;
    if (length > most && !isSpace(clusters[fits])) break;
  }
  if (fits === end) return { at: end, isForced: false };
  for (let at = fits; at > from; at -= 1) if (mayBreakBefore(clusters, at)) return { at, isForced: false };
  for (let at = fits; at > from; at -= 1)
    if (!keepsTogether(clusters[at - 1] ?? '', clusters[at] ?? '')) return { at, isForced: true };
  return { at: Math.max(from + 1, fits), isForced: true };
}

function paragraphEnd(clusters: readonly string[], from: number): number {
  let at = from;
  while (at < clusters.length && !isNewLine(clusters[at])) at += 1;
  return at;
}

function withoutSpaces(clusters: readonly string[], from: number, to: number): number {
  let at = to;
  while (at > from && isSpace(clusters[at - 1])) at -= 1;
  return at;
}

function isNewLine(cluster: string | undefined): boolean {
  return cluster === '\n' || cluster === '\r\n' || cluster === '\r' || cluster === '\u2028';
}

function isSpace(cluster: string | undefined): boolean {
  return cluster !== undefined && /^[ \t\u1680\u2000-\u2006\u2008-\u200B\u205F\u3000]+$/u.test(cluster);
}

function isDigit(cluster: string): boolean {
  return /^\p{Nd}/u.test(cluster);
}

function isAscii(cluster: string): boolean {
  return cluster.length === 1 && cluster < '\u0080';
}
