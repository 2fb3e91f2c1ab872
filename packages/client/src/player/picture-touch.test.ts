import { expect, test } from 'vitest';
import { createPictureTouch } from './picture-touch.ts';

const at = (x: number, y = 300) => ({ x, y });
const video = { positionMs: 30_000, durationMs: 60_000 };

function down(x = 100, from = video) {
  const touch = createPictureTouch(() => 300);
  touch.begin(at(x), from);
  return touch;
}

test('a finger that stays plays faster until it is lifted, however it trembles and moves then', () => {
  const touch = down();
  expect(touch.move(at(104))).toBeNull();
  expect(touch.hold()).toBe(true);
  expect(touch.move(at(200))).toBeNull();
  expect(touch.end()).toEqual({ kind: 'held' });
  expect(touch.end()).toBeNull();
});

test('a finger that moves across seeks from the moment on that was shown, and not beyond the ends', () => {
  const touch = down();
  expect(touch.move(at(120))).toBe(30_000);
  expect(touch.hold()).toBe(false);
  expect(touch.move(at(170, 380))).toBe(40_000);
  expect(touch.move(at(-200))).toBe(0);
  expect(touch.move(at(299))).toBe(60_000);
  expect(touch.end()).toEqual({ kind: 'seek', positionMs: 60_000 });
});

test('through a long video, the width of the screen leads by a quarter of it', () => {
  const touch = down(40, { positionMs: 0, durationMs: 3_600_000 });
  touch.move(at(60));
  expect(touch.move(at(210))).toBe(450_000);
});

test.each([
  ['moves along, as to another video', () => down().move(at(110, 340))],
  ['comes from the edge, where the phone goes back', () => down(5).move(at(120))],
  ['moves where the length is not known', () => down(100, { positionMs: 0, durationMs: 0 }).move(at(160))],
])('a finger that %s seeks nothing', (_what, move) => {
  expect(move()).toBeNull();
});

test('what began along stays so, and two fingers ask for nothing', () => {
  const touch = down();
  touch.move(at(100, 340));
  expect(touch.move(at(220, 340))).toBeNull();
  expect(touch.end()).toBeNull();
  touch.begin(at(100), video);
  touch.begin(at(200), video);
  expect([touch.hold(), touch.move(at(150)), touch.end()]).toEqual([false, null, null]);
});
