import type { NormalText } from './normal-text.ts';

const digits: Record<string, number> = {
  ...{ 零: 0, 〇: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};

/** Up to 99 where it counts something in an order: 第四课, 十八号线, 三年级. Elsewhere they belong to words: 一元二次方程. */
const ordinal =
  /(?<=第)[一二三四五六七八九十]{1,3}|(?<![一二三四五六七八九十百千万])[一二三四五六七八九十]{1,3}(?=号线|年级|月份|课|集|季|期|届)/g;

/** Writes Chinese numerals of order as digits: people type 第4课 for 第四课. */
export function numeralsAsDigits(normal: NormalText): NormalText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let done = 0;
  const keep = (until: number): void => {
    text += normal.text.slice(done, until);
    starts.push(...normal.starts.slice(done, until));
    ends.push(...normal.ends.slice(done, until));
    done = until;
  };
  for (const match of normal.text.matchAll(ordinal)) {
    const value = valueOf(match[0]);
    const from = normal.starts[match.index];
    const to = normal.ends[match.index + match[0].length - 1];
    if (value === null || from === undefined || to === undefined) continue;
    keep(match.index);
    for (const digit of String(value)) {
      text += digit;
      starts.push(from);
      ends.push(to);
    }
    done = match.index + match[0].length;
  }
  keep(normal.text.length);
  starts.push(...normal.starts.slice(-1));
  return { text, starts, ends };
}

/** Of 十八, 四十, 七; null: of something that is no number. */
function valueOf(numeral: string): number | null {
  const match = /^(?:([一二三四五六七八九])?(十)([一二三四五六七八九])?|([一二三四五六七八九]))$/.exec(
    numeral,
  );
  if (match === null) return null;
  const [, tens, ten, ones, alone] = match;
  if (ten === undefined) return digits[alone ?? ''] ?? null;
  return (tens === undefined ? 1 : (digits[tens] ?? 1)) * 10 + (digits[ones ?? ''] ?? 0);
}
