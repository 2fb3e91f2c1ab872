import { describe, expect, it } from 'vitest';
import { decodeThumbhash, encodeThumbhash, type RgbPicture } from './thumbhash.ts';

function paint(
  widthPx: number,
  heightPx: number,
  colour: (x: number, y: number) => [number, number, number],
): RgbPicture {
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) rgb.set(colour(x, y), (y * widthPx + x) * 3);
  }
  return { widthPx, heightPx, rgb };
}

/** Without symmetry: a wave of nothing would be rounded by chance. */
const uneven = (x: number, y: number): [number, number, number] => [
  (x * y) % 251,
  (x * x + 3 * y) % 256,
  (200 + x + y * y) % 256,
];
const portrait = paint(27, 48, (x, y) => [x * 9, y * 5, 128]);

describe('a ThumbHash', () => {
  // Made with the format's reference implementation, thumbhash 0.1.1.
  it.each([
    ['wide', paint(48, 27, uneven), 'XecFLIYAIWNmdph6mH1SUGAHBw=='],
    ['tall', paint(27, 48, uneven), 'XdcFNAQgQmVoiIiIqJhUUERGDA=='],
  ])('of a %s picture is what everybody else makes', (_name, picture, base64) => {
    expect(Buffer.from(encodeThumbhash(picture)).toString('base64')).toBe(base64);
  });

  it('becomes a blurred picture of the same shape and colours', () => {
    const blurred = decodeThumbhash(encodeThumbhash(portrait));
    expect(blurred).toMatchObject({ widthPx: 18, heightPx: 32 });
    const at = (x: number, y: number): number[] =>
      [...(blurred?.rgba ?? []).slice((y * 18 + x) * 4)].slice(0, 4);
    const [topLeft, bottomRight] = [at(1, 1), at(16, 30)];
    expect(topLeft[3]).toBe(255);
    expect(topLeft[0]).toBeLessThan(70);
    expect(bottomRight[0]).toBeGreaterThan(180);
    expect(bottomRight[1]).toBeGreaterThan(180);
    expect(Math.abs((bottomRight[2] ?? 0) - 128)).toBeLessThan(40);
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['half of one', 'oQYKhJh2d3c='],
    ['one with transparency', 'oQaKhJh2d3dweHiHiHdwdQf3eA=='],
  ])('is not made of %s', (_name, base64) => {
    expect(decodeThumbhash(Buffer.from(base64, 'base64'))).toBeNull();
  });
});
