import { expect, it } from 'vitest';
import { frameCode, frameOf, usualRoom } from './frame-code.ts';

it.each([
  [1920, 1080, { widthPx: 640, heightPx: 360 }],
  [1080, 1920, { widthPx: 360, heightPx: 640 }],
  [10_000, 1, { widthPx: 640, heightPx: 1 }],
  [null, null, { widthPx: 640, heightPx: 360 }],
])('gives a picture of %s × %s the largest frame of its shape', (widthPx, heightPx, frame) => {
  expect(frameOf({ widthPx, heightPx }, usualRoom)).toEqual(frame);
});

it('writes a title as an attribute and nothing else', () => {
  const code = frameCode(
    'https://v.example',
    { id: 'abc', title: `"><script>alert('x')</script>` },
    usualRoom,
  );
  expect(code).toMatch(/^<iframe [^<>]*><\/iframe>$/);
  expect(code).toContain('src="https://v.example/embed/abc"');
  expect(code).not.toContain('<script');
});
