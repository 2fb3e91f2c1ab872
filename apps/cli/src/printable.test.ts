import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it.each([
  ['a colour', '\u001b[31mred', '\ufffd[31mred'],
  ['a window title', 'a\u001b]0;b\u0007c', 'a\ufffd]0;b\ufffdc'],
  ['a control of one byte', 'a\u009b2Jb', 'a\ufffd2Jb'],
  ['another line', 'a\r\nready http://evil', 'a\ufffd\ufffdready http://evil'],
  ['a line of Unicode', 'a\u2028b', 'a\ufffdb'],
  ['deletions', 'a\b\u007fb', 'a\ufffd\ufffdb'],
  ['another order', '\u202egpj.exe\u2066', '\ufffdgpj.exe\ufffd'],
])('takes %s out', (_what, line, expected) => {
  expect(printable(line)).toBe(expected);
});

it('leaves languages, emoji and tabs alone', () => {
  const line = 'http://a/watch/b\t我的旅行 🎬 👩‍👩‍👧 é שלום';
  expect(printable(line)).toBe(line);
});
