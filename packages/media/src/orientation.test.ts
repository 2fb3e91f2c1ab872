import { describe, expect, test } from 'vitest';
import { parseDisplayMatrix } from './orientation.ts';

const printed = (a: number, b: number, c: number, d: number) =>
  `\n00000000: ${a * 65536} ${b * 65536} 0\n00000001: ${c * 65536} ${d * 65536} 0\n00000002: 70778880 0 1073741824\n`;

describe('parseDisplayMatrix', () => {
  test.each([
    [[1, 0, 0, 1], { turn: 0, isMirrored: false }],
    [[0, 1, -1, 0], { turn: 90, isMirrored: false }],
    [[-1, 0, 0, -1], { turn: 180, isMirrored: false }],
    [[0, -1, 1, 0], { turn: 270, isMirrored: false }],
    [[-1, 0, 0, 1], { turn: 0, isMirrored: true }],
    [[1, 0, 0, -1], { turn: 180, isMirrored: true }],
  ] as const)('%j is %j', ([a, b, c, d], expected) => {
    expect(parseDisplayMatrix(printed(a, b, c, d))).toEqual(expected);
  });
});
