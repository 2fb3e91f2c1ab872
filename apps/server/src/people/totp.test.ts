import { describe, expect, it } from 'vitest';
import { findStep } from './totp.ts';

// RFC 6238, appendix B, SHA-1: of its eight digits the last six.
const secret = Buffer.from('12345678901234567890');
const vectors: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

describe('codes by time', () => {
  it.each(vectors)('at second %i one is %s', (seconds, code) => {
    expect(findStep(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('count one step of a clock early and late, and no further', () => {
    const [seconds, code] = vectors[3] ?? [0, ''];
    const step = Math.floor(seconds / 30);
    const at = (steps: number) => findStep(secret, code, (step + steps) * 30_000);
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, step, step, step, null]);
    expect(findStep(secret, code, (step + 2) * 30_000 - 1)).toBe(step);
  });

  it('are whole: no other length, form or secret will do', () => {
    const nowMs = 59_000;
    for (const wrong of ['', '28708', '2870820', '287083', ' 287082', '２８７０８２', '94287082']) {
      expect(findStep(secret, wrong, nowMs), wrong).toBeNull();
    }
    expect(findStep(Buffer.from('12345678901234567891'), '287082', nowMs)).toBeNull();
  });
});
