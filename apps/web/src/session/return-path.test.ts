import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

test('a path of this site is kept', () => {
  expect(returnPath('/mine?tab=1')).toBe('/mine?tab=1');
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', undefined, ['/mine'], '/login?to=/'])(
  '%s leads home instead',
  (wanted) => {
    expect(returnPath(wanted)).toBe('/');
  },
);
