import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseFrameRate, snapFrameRate } from './frame-rate.ts';
import { formatRational, framesToMs, parseRational, rational, toNumber } from './rational.ts';

const chosen = (average: string, base: string) =>
  formatRational(chooseFrameRate({ average: parseRational(average), base: parseRational(base) }));

describe('chooseFrameRate', () => {
  test.each([
    ['constant 29.97', '30000/1001', '30000/1001', '30000/1001'],
    ['constant 12.5', '25/2', '25/2', '25/2'],
    ['constant 29.83', '179/6', '179/6', '179/6'],
    ['a little off 60', '810000/13487', '60/1', '60'],
    ['WebM 29.97 told in hundredths', '2997/100', '2997/100', '30000/1001'],
    ['a phone that dropped frames', '51600/1841', '30000/1001', '30000/1001'],
    ['a phone at 27.5 of 30', '140000/5087', '30/1', '30'],
    ['a screen that mostly stands still', '3628800/502589', '57600/1', '30'],
    ['a screen at about 47', '47/1', '57600/1', '50'],
    ['slow motion at 120', '120/1', '120/1', '60'],
    ['slow motion at 239.76', '240000/1001', '240000/1001', '60000/1001'],
    ['a slide in 8 s', '1/8', '1/8', '10'],
    ['two pictures in 3 s', '2/3', '2/3', '10'],
    ['seven pictures a second', '7/1', '7/1', '14'],
    ['one picture in a year', '1/31536000', '1/31536000', '24'],
    ['nothing known', '0/0', '0/0', '30'],
  ])('%s: %s over %s becomes %s', (_, average, base, expected) => {
    expect(chosen(average, base)).toBe(expected);
  });

  test('is from 10 to 60 and always is a fraction that FFmpeg takes', () => {
    const rate = fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e5 }));
    fc.assert(
      fc.property(rate, rate, (average, base) => {
        const result = chooseFrameRate({ average: rational(...average), base: rational(...base) });
        expect(toNumber(result)).toBeLessThanOrEqual(60);
        expect(toNumber(result)).toBeGreaterThanOrEqual(9.99);
        expect(result.num).toBeGreaterThan(0);
      }),
    );
  });

  test('tells 29.97 from 30', () => {
    expect(snapFrameRate(rational(29_971, 1000))).toEqual(rational(30_000, 1001));
    expect(snapFrameRate(rational(29_999, 1000))).toEqual(rational(30));
    expect(snapFrameRate(rational(28))).toBeNull();
  });

  test('counts frames without drift', () => {
    expect(framesToMs(30_000 * 60, rational(30_000, 1001))).toBe(60_060_000);
  });
});
