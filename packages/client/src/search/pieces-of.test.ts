import { describe, expect, it } from 'vitest';
import { piecesOf } from './pieces-of.ts';

describe('a marked text', () => {
  it('is cut into what answers and what does not', () => {
    expect(piecesOf('南京长江大桥', [{ start: 2, end: 4 }])).toEqual([
      { text: '南京', isMarked: false },
      { text: '长江', isMarked: true },
      { text: '大桥', isMarked: false },
    ]);
  });

  it('stays as it is where nothing answers, and is nothing when it is empty', () => {
    expect(piecesOf('<b>猫</b>', [])).toEqual([{ text: '<b>猫</b>', isMarked: false }]);
    expect(piecesOf('', [])).toEqual([]);
  });
});
