import { CreateVideoBody } from '@weireel/contract';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { titleOfFile } from './title-of-file.ts';

describe('the title of a file', () => {
  it.each([
    ['clip.mp4', 'clip'],
    ['我的 旅行.v2.MOV', '我的 旅行.v2'],
    ['.mp4', '.mp4'],
    ['no extension', 'no extension'],
    ['  two \n lines\t.mp4', 'two lines'],
    ['\u0007.mp4', '\u0007.mp4'],
  ])('%j is %j', (name, title) => {
    expect(titleOfFile(name)).toBe(title);
  });

  it.each(['长'.repeat(240), '👩‍👩‍👧‍👦'.repeat(30), 'x'.repeat(255), '.mkv', 'é'.repeat(101)])(
    'is always one that the server takes: %j',
    (name) => {
      const body = { assetId: 'abcdefgh12345678', title: titleOfFile(`${name}.mp4`), visibility: 'public' };
      expect(Value.Check(CreateVideoBody, body)).toBe(true);
    },
  );

  it('is cut between characters', () => {
    expect(titleOfFile(`${'👩‍👩‍👧‍👦'.repeat(30)}.mp4`)).toBe(`${'👩‍👩‍👧‍👦'.repeat(9)}…`);
  });
});
