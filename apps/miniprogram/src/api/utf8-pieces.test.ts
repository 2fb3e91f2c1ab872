import { expect, test } from 'vitest';
import { createUtf8Pieces } from './utf8-pieces.ts';

const text = 'event: danmaku\ndata: 日出 é 🌊\n\n';
const bytes = Uint8Array.from(
  [...encodeURIComponent(text).matchAll(/%(..)|(.)/g)].map(([, hex, plain]) =>
    hex === undefined ? (plain ?? '').charCodeAt(0) : Number.parseInt(hex, 16),
  ),
);

test('text is read whole, wherever it was cut', () => {
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const read = createUtf8Pieces();
    const pieces = [bytes.slice(0, cut), bytes.slice(cut)];
    expect(pieces.map(({ buffer }) => read(buffer)).join('')).toBe(text);
  }
  const read = createUtf8Pieces();
  expect([...bytes].map((byte) => read(Uint8Array.of(byte).buffer)).join('')).toBe(text);
});

test.each([
  ['a byte that begins nothing', [0x61, 0xff, 0x62], 'a\u{FFFD}b'],
  ['a byte that only follows', [0x61, 0x80, 0x62], 'a\u{FFFD}b'],
  ['a character that was left out in its middle', [0xe6, 0x97, 0x62], '\u{FFFD}\u{FFFD}b'],
  ['a number beyond the last character', [0xf4, 0xbf, 0xbf, 0xbf], '\u{FFFD}'],
])('%s stops nothing', (_what, given, shown) => {
  expect(createUtf8Pieces()(Uint8Array.from(given).buffer)).toBe(shown);
});
