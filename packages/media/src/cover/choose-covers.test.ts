import { describe, expect, it } from 'vitest';
import { createCoverPicker, planCoverSampling } from './choose-covers.ts';
import type { PlanarPicture } from './measure-picture.ts';

const [widthPx, heightPx] = [180, 320];

/** A picture whose luma is a function of the place, with one colour over it. */
function paint(luma: (x: number, y: number) => number, blue = 128, red = 128): PlanarPicture {
  const pixels = widthPx * heightPx;
  const bytes = new Uint8Array(pixels * 1.5);
  for (let n = 0; n < pixels; n += 1) bytes[n] = luma(n % widthPx, Math.floor(n / widthPx));
  bytes.fill(blue, pixels, pixels * 1.25);
  bytes.fill(red, pixels * 1.25);
  return { widthPx, heightPx, bytes };
}

const black = paint(() => 16);
const blank = paint(() => 140, 200, 60);
/** Blocks with hard edges. */
const sharp = (shift: number): PlanarPicture =>
  paint((x, y) => ((Math.floor((x + shift) / 9) + Math.floor(y / 9)) % 2 === 0 ? 60 : 190));
/** The same brightness without an edge. */
const blurred = paint((x, y) => 125 + 60 * Math.sin(x / 40) * Math.cos(y / 60));

function pickerOf(durationMs: number, pictures: readonly [number, PlanarPicture][]) {
  const picker = createCoverPicker(durationMs);
  for (const [atMs, picture] of pictures) picker.add(atMs, picture);
  return picker;
}

const choose = (...args: Parameters<typeof pickerOf>) => pickerOf(...args).choose();

describe('covers to choose from', () => {
  it('are neither black nor blank, and the sharp one is the best', () => {
    const covers = choose(8000, [
      [0, black],
      [2000, blank],
      [4000, blurred],
      [6000, sharp(0)],
    ]);
    expect(covers.map(({ atMs }) => atMs)).toEqual([4000, 6000]);
    expect(covers[1]?.score).toBeGreaterThan((covers[0]?.score ?? 1) + 0.2);
  });

  it('of a fade are its lightest picture alone', () => {
    const { bytes } = sharp(0);
    const fadeTo = (part: number): PlanarPicture =>
      paint((x, y) => 16 + ((bytes[y * widthPx + x] ?? 16) - 16) * part);
    const covers = choose(
      4000,
      [0.2, 0.4, 0.7, 1].map((part, n) => [n * 1000, fadeTo(part)]),
    );
    expect(covers.map(({ atMs }) => atMs)).toEqual([3000]);
  });

  it('are at most six, none like another', () => {
    const scenes = Array.from({ length: 240 }, (_, n): [number, PlanarPicture] => {
      const scene = Math.floor(n / 30);
      const picture = paint(
        (x, y) => 40 + ((x * (scene + 1) + y * 3) % 150),
        90 + 10 * scene,
        160 - 10 * scene,
      );
      return [n * 250, picture];
    });
    const covers = choose(60_000, scenes);
    expect(covers).toHaveLength(6);
    expect(new Set(covers.map(({ atMs }) => Math.floor(atMs / 7500))).size).toBe(6);
    expect(covers.map(({ atMs }) => atMs)).toEqual(covers.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  });

  it('of a clip that never changes are one picture', () => {
    expect(
      choose(
        4000,
        [0, 1, 2, 3].map((n) => [n * 1000, sharp(0)]),
      ),
    ).toHaveLength(1);
  });

  it('of a clip that is black throughout are one all the same', () => {
    const covers = choose(2000, [
      [0, black],
      [1000, black],
    ]);
    expect(covers).toMatchObject([{ score: 0 }]);
  });

  it('tell where the first of them may be', () => {
    const times = [black, blank, blurred, sharp(0)].map((picture, n): [number, PlanarPicture] => [
      n * 1000,
      picture,
    ]);
    expect(pickerOf(4000, times).firstPictureMs()).toBe(2000);
    expect(pickerOf(4000, times.slice(0, 2)).firstPictureMs()).toBe(0);
  });

  it('of nothing are none', () => {
    expect(choose(1000, [])).toEqual([]);
  });
});

describe('a clip is looked at', () => {
  it.each([
    [300, 250, 2],
    [8000, 250, 32],
    [60_000, 250, 240],
    [7_200_000, 30_000, 240],
  ])('of %i ms every %i ms, %i times', (durationMs, intervalMs, count) => {
    expect(planCoverSampling(durationMs)).toEqual({ intervalMs, count });
  });
});
