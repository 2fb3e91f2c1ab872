import { expect, test } from 'vitest';
import { defaultTitle } from './default-title.ts';

test('a title to begin with says the day and the minute', () => {
  const moment = new Date(2026, 10, 7, 9, 5);
  expect(defaultTitle('{month} 月 {day} 日 {time} 的视频', moment)).toBe('11 月 7 日 09:05 的视频');
});
