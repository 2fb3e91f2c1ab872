import { expect, it } from 'vitest';
import { encodeBase32 } from './base32.ts';

// RFC 4648, 10.
it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%j is written as %j', (text, encoded) => {
  expect(encodeBase32(Buffer.from(text))).toBe(encoded);
});
