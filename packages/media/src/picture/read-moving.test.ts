import { describe, expect, it } from 'vitest';
import { readMovingPng } from './read-moving-png.ts';
import { readMovingWebp } from './read-moving-webp.ts';

const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const big = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
const little = (value: number) => big(value).toReversed();
const chunk = (name: string, content: number[]) => [
  ...big(content.length),
  ...letters(name),
  ...content,
  ...big(0),
];
const png = (...chunks: number[][]) =>
  Uint8Array.from([0x89, ...letters('PNG'), 13, 10, 26, 10, ...chunk('IHDR', [...big(30), ...big(20), 8, 6, 0, 0, 0]), ...chunks.flat()]); // prettier-ignore
const control = (part: number, whole: number) =>
  chunk('fcTL', [
    ...Array.from({ length: 20 }, () => 0),
    part >> 8,
    part & 255,
    whole >> 8,
    whole & 255,
    0,
    0,
  ]);
const motion = chunk('acTL', [...big(2), ...big(0)]);

const piece = (name: string, content: number[]) => [...letters(name), ...little(content.length), ...content];
const frame = (ms: number) =>
  piece('ANMF', [...Array.from({ length: 12 }, () => 0), ms & 255, (ms >> 8) & 255, ms >> 16, 0]);
const webp = (flags: number, ...pieces: number[][]) =>
  Uint8Array.from([...letters('RIFF'), ...little(0), ...letters('WEBP'), ...piece('VP8X', [flags, 0, 0, 0, 29, 0, 0, 19, 0, 0]), ...pieces.flat()]); // prettier-ignore

describe('pictures that move', () => {
  it('say their size and how long each picture is shown, the usual time where they say none', () => {
    const moving = png(motion, control(7, 100), chunk('IDAT', [1]), control(1, 10), control(0, 0), chunk('IEND', [])); // prettier-ignore
    expect(readMovingPng(moving, 9)).toEqual({ widthPx: 30, heightPx: 20, delaysCs: [7, 10, 10] });
    expect(readMovingPng(moving, 2)?.delaysCs).toEqual([7, 10]);
    const second = webp(2, frame(70), frame(0), frame(100_000));
    expect(readMovingWebp(second, 9)).toEqual({ widthPx: 30, heightPx: 20, delaysCs: [7, 10, 10_000] });
    expect(readMovingWebp(second, 1)?.delaysCs).toEqual([7]);
  });

  it('are none when they stand still, and never fail, wherever the file ends', () => {
    expect(readMovingPng(png(control(1, 10), chunk('IDAT', [1])), 9)).toBe(null);
    expect(readMovingWebp(webp(0, frame(70)), 9)).toBe(null);
    const [moving, second] = [png(motion, control(7, 100), control(1, 1)), webp(2, frame(70), frame(1))];
    for (let end = 0; end <= Math.max(moving.length, second.length); end += 1) {
      expect(() => readMovingPng(moving.subarray(0, end), 9), `${end} bytes`).not.toThrow();
      expect(() => readMovingWebp(second.subarray(0, end), 9), `${end} bytes`).not.toThrow();
    }
    // A chunk that says that it is longer than all there is.
    const endless = png(motion, control(7, 100), [0xff, 0xff, 0xff, 0xff, ...letters('fcTL'), 0, 0, 0, 0]);
    expect(readMovingPng(endless, 9)?.delaysCs).toEqual([7]);
  });
});
