import { describe, expect, test } from 'vitest';
import { isReservedName } from './reserved-names.ts';
import { skeletonOf } from './skeleton.ts';

describe('skeletonOf', () => {
  test.each([
    ['Cyrillic а', '\u0430dmin2'],
    ['Cyrillic і', 'adm\u0456n2'],
    ['full width', '\uff41\uff44\uff4d\uff49\uff4e\uff12'],
    ['mathematical letters', '\u{1d41a}\u{1d41d}\u{1d426}\u{1d422}\u{1d427}2'],
    ['letters in circles', '\u24d0\u24d3\u24dc\u24d8\u24dd2'],
    ['upper case', 'ADMIN2'],
    ['a dotless i', 'adm\u0131n2'],
    ['a space without width', 'ad\u200bmin2'],
    ['a joiner', 'ad\u200dmin2'],
    ['a soft hyphen', 'ad\u00admin2'],
    ['a direction of writing', '\u202eadmin2'],
    ['a Hangul filler', 'admin2\u3164'],
    ['a tag character', 'admin2\u{e0041}'],
    ['a blank Braille pattern', 'admin2\u2800'],
    ['a variation selector', 'a\ufe0fdmin2'],
  ])('sees through %s', (_what, name) => {
    expect(skeletonOf(name)).toBe(skeletonOf('admin2'));
  });

  test.each([
    ['0', 'O'],
    ['l', '1'],
    ['rn', 'm'],
    ['straße', 'STRASSE'],
    ['ﬁlm', 'film'],
    ['é', 'e\u0301'],
    // A Kangxi radical and the character.
    ['⼩王', '小王'],
  ])('%s looks like %s', (one, other) => {
    expect(skeletonOf(one)).toBe(skeletonOf(other));
  });

  test.each([
    ['josé', 'jose'],
    ['小王', '小玉'],
    ['कि', 'कु'],
    ['ann', 'anne'],
  ])('%s and %s are two names', (one, other) => {
    expect(skeletonOf(one)).not.toBe(skeletonOf(other));
  });

  test('is its own skeleton', () => {
    for (const name of ['admin', '0l1Oo', 'Ω≈ç√', '微影', '\u{1d41a}rn', 'ǅ', 'ſẛ̣', 'ﷺ']) {
      const once = skeletonOf(name);
      expect(skeletonOf(once)).toBe(once);
    }
  });

  test('of what shows nothing is empty', () => {
    expect(skeletonOf('\u200b\u2060\u3164\ufeff\u2800')).toBe('');
  });
});

describe('isReservedName', () => {
  test.each([
    ...[
      'admin',
      'Admin',
      '\u0430dmin',
      'ad\u200bmin',
      'ａｄｍｉｎ',
      'a\u0301dmin',
      'Ádmïn',
      'a.d.m.i.n',
      '_admin_',
    ],
    ...[
      ' admin ',
      'ROOT',
      'r00t',
      '\u0455upport',
      'WeiReel',
      '官方',
      '官\u200b方',
      '「管理员」',
      '微 影',
      '系統',
    ],
  ])('%s is', (name) => {
    expect(isReservedName(name)).toBe(true);
  });

  test.each(['admin2', 'administer', 'roots', 'Amin', '管理', '微影迷', '小王', '系统工程师', '🎬', ''])(
    '%s is not',
    (name) => {
      expect(isReservedName(name)).toBe(false);
    },
  );
});
