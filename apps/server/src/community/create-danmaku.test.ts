import { expect, test } from 'vitest';
import { tidyLine } from './create-danmaku.ts';

test.each([
  ['  white \n\r\n space \u2028 ', 'white space'],
  ['\u0000\u0007bell', 'bell'],
  ['\u202eturned\u202c', 'turned'],
  [`Z${'\u0301'.repeat(40)}algo`, `Z${'\u0301'.repeat(3)}algo`],
  ['👨‍👩‍👧 你好', '👨‍👩‍👧 你好'],
  ['\u200e\u2066', ''],
])('what is said at a moment is one line that stays in its lane: %j is %j', (said, line) => {
  expect(tidyLine(said)).toBe(line);
});
