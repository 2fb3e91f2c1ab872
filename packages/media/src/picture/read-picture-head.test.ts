import { describe, expect, it } from 'vitest';
import { readPictureHead } from './read-picture-head.ts';

const upright = { turn: 0, isMirrored: false };

function bytesOf(...parts: (string | number[])[]): Uint8Array {
  const bytes = parts.flatMap((part) =>
    typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part,
  );
  return Uint8Array.from([...bytes, ...Array.from({ length: 32 }, () => 0)]);
}

const png = (ihdr = 'IHDR') =>
  bytesOf([0x89], 'PNG', [13, 10, 26, 10, 0, 0, 0, 13], ihdr, [0, 0, 0x75, 0x30, 0, 0, 0, 2]);
const webp = (chunk: string, content: number[]) =>
  bytesOf('RIFF', [0, 0, 0, 0], 'WEBP', chunk, [0, 0, 0, 0], content);
const startOfImage = [0xff, 0xd8];
/** A frame of 40 × 30. */
const frame = (marker: number) => [0xff, marker, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0];

/** An EXIF segment whose first directory holds one entry; `order` is that of its bytes. */
function exif(order: 'II' | 'MM', value: number): (string | number[])[] {
  const number16 = (n: number) => (order === 'II' ? [n & 255, n >> 8] : [n >> 8, n & 255]);
  const number32 = (n: number) => (order === 'II' ? [...number16(n), 0, 0] : [0, 0, ...number16(n)]);
  const directory = [number16(1), number16(0x0112), number16(3), number32(1), number16(value), [0, 0]].flat();
  const tiff = [number16(42), number32(8), directory].flat();
  return [[0xff, 0xe1, 0, 2 + 6 + 2 + tiff.length], 'Exif', [0, 0], order, tiff];
}

describe('readPictureHead', () => {
  it('reads the size of a PNG', () => {
    expect(readPictureHead(png())).toEqual({
      ...{ format: 'png', widthPx: 30_000, heightPx: 2, orientation: upright },
    });
  });

  it('reads the size of each kind of WebP that stands still', () => {
    const size = { widthPx: 40, heightPx: 30 };
    const lossy = webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 40, 0, 30, 0]);
    // 14 bits each, less one: 39 and 29.
    const lossless = webp('VP8L', [0x2f, 39, 29 << 6, 29 >> 2, 0]);
    const extended = webp('VP8X', [0, 0, 0, 0, 39, 0, 0, 29, 0, 0]);
    for (const bytes of [lossy, lossless, extended])
      expect(readPictureHead(bytes)).toMatchObject({ format: 'webp', ...size });
    expect(readPictureHead(webp('VP8X', [2, 0, 0, 0, 39, 0, 0, 29, 0, 0]))).toBeNull();
  });

  it('reads the size of a JPEG behind whatever stands before it', () => {
    for (const marker of [0xc0, 0xc1, 0xc2]) {
      const bytes = bytesOf(startOfImage, [0xff, 0xfe, 0, 6], 'note', [0xff], frame(marker));
      expect(readPictureHead(bytes)).toEqual({
        ...{ format: 'mjpeg', widthPx: 40, heightPx: 30, orientation: upright },
      });
    }
  });

  it.each(['II', 'MM'] as const)('reads how a camera was held, in the order %s', (order) => {
    const held = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
      (value) =>
        readPictureHead(bytesOf(startOfImage, ...exif(order, value), frame(0xc0)))?.orientation ?? null,
    );
    expect(held.map((each) => each && (each.isMirrored ? -each.turn : each.turn))).toEqual([
      ...[0, -0, 180, -180, -270, 90, -90, 270],
      // No way to hold a camera: as if nothing were said.
      0,
    ]);
  });

  it.each([
    ['an SVG', bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a GIF', bytesOf('GIF89a', [1, 0, 1, 0, 0x80, 0, 0])],
    ['HEIC', bytesOf([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic')],
    ['AVIF', bytesOf([0, 0, 0, 24], 'ftypavif', [0, 0, 0, 0], 'mif1avif')],
    ['a lossless JPEG', bytesOf(startOfImage, frame(0xc3))],
    ['an arithmetically coded JPEG', bytesOf(startOfImage, frame(0xc9))],
    ['a JPEG whose segment reaches beyond its end', bytesOf(startOfImage, [0xff, 0xe1, 0xff, 0xff])],
    ['a JPEG without a frame', bytesOf(startOfImage, [0xff, 0xda, 0, 2])],
    ['a JPEG that is no picture', bytesOf(startOfImage, 'what follows is text')],
    ['a PNG that begins with another chunk', png('IDAT')],
    [
      'a picture without an extent',
      bytesOf(startOfImage, [0xff, 0xc0, 0, 11, 8, 0, 0, 0, 40, 1, 1, 0x11, 0]),
    ],
    ['EXIF that points beyond its end', bytesOf(startOfImage, [0xff, 0xe1, 0, 20], 'Exif', [0, 0], 'MM')],
    ['hardly anything', Uint8Array.from([0xff, 0xd8, 0xff])],
  ])('takes %s for no picture', (_what, bytes) => {
    expect(readPictureHead(bytes)).toBeNull();
  });
});
