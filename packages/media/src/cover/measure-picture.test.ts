import { describe, expect, it } from 'vitest';
import { looksEmpty } from './measure-picture.ts';

function paint(colour: (x: number, y: number) => number[]) {
  const rgb = Buffer.alloc(28 * 48 * 3);
  for (let n = 0; n < 28 * 48; n += 1) rgb.set(colour(n % 28, Math.floor(n / 28)), n * 3);
  return { widthPx: 28, heightPx: 48, rgb };
}

describe('a small picture', () => {
  it.each([
    ['black', paint(() => [0, 0, 0])],
    ['nearly black with some noise', paint((x, y) => [((x * 7 + y * 13) % 5) * 4, 3, 6])],
    ['one colour', paint(() => [200, 40, 90])],
  ])('that is %s looks empty', (_name, picture) => {
    expect(looksEmpty(picture)).toBe(true);
  });

  it.each([
    ['words on black', paint((x, y) => (y > 20 && y < 26 && x % 3 > 0 ? [255, 255, 255] : [0, 0, 0]))],
    [
      'a night scene with lamps',
      paint((x, y) => (x % 9 === 0 && y % 7 === 0 ? [255, 220, 140] : [12, 14, 30])),
    ],
    ['a soft sky', paint((_x, y) => [90 + y, 120 + y, 200])],
  ])('of %s does not', (_name, picture) => {
    expect(looksEmpty(picture)).toBe(false);
  });
});
