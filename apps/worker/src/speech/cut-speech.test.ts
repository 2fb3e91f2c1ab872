import { expect, test } from 'vitest';
import { endOfPiece, lengthMsOf, longestPiece, writeWav } from './cut-speech.ts';

test('a long piece ends where it is quietest near its end, and the last one at its own', () => {
  const samples = new Int16Array(longestPiece).fill(1000);
  expect(lengthMsOf(longestPiece)).toBe(120_000);
  // Quiet from 110.4 s on for half a second; and far too early.
  samples.fill(0, 16_000, 32_000);
  samples.fill(3, 16 * 110_400, 16 * 110_900);
  const end = endOfPiece(samples, false);
  expect(lengthMsOf(end)).toBeGreaterThan(110_400);
  expect(lengthMsOf(end)).toBeLessThan(110_900);
  expect(endOfPiece(samples, true)).toBe(longestPiece);
  expect(endOfPiece(samples.subarray(0, 500), false)).toBe(500);
  expect(endOfPiece(new Int16Array(longestPiece), false)).toBeGreaterThan(longestPiece - 16_000);
});

test('samples become a WAV file whose header says what they are', () => {
  const file = Buffer.from(writeWav(new Int16Array([1, -2, 3])));
  expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
  expect([file.readUInt32LE(4), file.readUInt32LE(24), file.readUInt32LE(40)]).toEqual([42, 16_000, 6]);
  expect([file.readInt16LE(44), file.readInt16LE(46), file.readInt16LE(48)]).toEqual([1, -2, 3]);
});
