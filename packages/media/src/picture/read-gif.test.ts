import { describe, expect, it } from 'vitest';
import { readGif } from './read-gif.ts';

const head = [...Buffer.from('GIF89a'), 3, 0, 2, 0, 0x80, 0, 0, ...[0, 0, 0, 255, 255, 255]];
const delay = (hundredths: number) => [0x21, 0xf9, 4, 0, hundredths, 0, 0, 0];
const picture = [0x2c, 0, 0, 0, 0, 3, 0, 2, 0, 0, 2, 1, 0x44, 0];
const gif = (...blocks: number[][]) => Uint8Array.from([...head, ...blocks.flat()]);

describe('the head of a GIF', () => {
  it('says its size, and how long each picture is shown, the usual time where it says none', () => {
    const bytes = gif(delay(7), picture, picture, delay(1), picture, [0x3b, 1, 2, 3]);
    expect(readGif(bytes, 9)).toEqual({ widthPx: 3, heightPx: 2, delaysCs: [7, 10, 10] });
    expect(readGif(bytes, 2)?.delaysCs).toEqual([7, 10]);
  });

  it('is null for what is none, and never fails, wherever the file ends', () => {
    const bytes = gif(delay(7), picture, delay(9), picture, [0x3b]);
    for (let end = 0; end <= bytes.length; end += 1)
      expect(() => readGif(bytes.subarray(0, end), 9), `${end} bytes`).not.toThrow();
    expect(readGif(gif([0x3b]), 9)).toBe(null);
    expect(readGif(gif(picture, [0x99]), 9)).toBe(null);
    expect(readGif(Uint8Array.from(Buffer.from('GIF88a, and more than it')), 9)).toBe(null);
  });
});
