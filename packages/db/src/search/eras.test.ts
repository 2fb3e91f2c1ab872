import { describe, expect, it } from 'vitest';
import { erasBackFrom } from './eras.ts';

/** Where an era begins and ends, in the shortest ones since 1970. */
function spanOf(era: string): [begin: number, end: number] {
  const [, level = '', n = ''] = /^t(\d)n(\d+)$/.exec(era) ?? [];
  const length = 4 ** Number(level);
  return [Number(n) * length, (Number(n) + 1) * length];
}

describe('the eras back from a moment', () => {
  it.each([
    '1970-01-01',
    '2001-09-09T01:46:40Z',
    '2026-11-27T07:59:59.999Z',
    '2026-11-27T08:00:00Z',
    '2120-02-29',
  ])('hold all time before %s once, without a gap, and none is longer than all that are newer', (moment) => {
    const at = new Date(moment);
    const spans = erasBackFrom(at).map(spanOf);
    const lengths = spans.map(([begin, end]) => end - begin);
    expect(spans[0]?.[1]).toBe(Math.floor(at.getTime() / 14_400_000) + 1);
    expect(spans.at(-1)?.[0]).toBe(0);
    expect(spans.slice(1).map(([, end]) => end)).toEqual(spans.slice(0, -1).map(([begin]) => begin));
    for (const [n, length] of lengths.entries()) {
      const newer = lengths.slice(0, n).reduce((sum, each) => sum + each, 0);
      expect(length).toBeLessThanOrEqual(Math.max(1, newer));
    }
    expect(spans.length).toBeLessThan(64);
  });
});
