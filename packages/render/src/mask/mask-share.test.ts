import type { EvaluatedMask } from '@weireel/edit';
import { describe, expect, it } from 'vitest';
import { maskShare } from './mask-share.ts';
import { paintMasks } from './paint-mask.ts';

const size = { widthPx: 120, heightPx: 80 };
const whole: EvaluatedMask = {
  ...{ kind: 'rectangle', x: 0.5, y: 0.5, width: 1, height: 1, rotate: 0, feather: 0, radius: 0 },
  ...{ inverted: false, points: [] },
};

function painted(mask: EvaluatedMask): Uint8Array {
  const bands = [...paintMasks({ version: 1, ...size, covers: [{ mask, opacity: 1 }] })];
  return Uint8Array.from(bands.flatMap((band) => [...band]));
}

/** How much of each pixel lies within a form, by many points of it. */
function counted(isWithin: (x: number, y: number) => boolean): Uint8Array {
  const steps = 16;
  return Uint8Array.from({ length: size.widthPx * size.heightPx }, (_, pixel) => {
    const [left, top] = [pixel % size.widthPx, Math.floor(pixel / size.widthPx)];
    let within = 0;
    for (let row = 0; row < steps; row += 1)
      for (let column = 0; column < steps; column += 1)
        if (isWithin(left + (column + 0.5) / steps, top + (row + 0.5) / steps)) within += 1;
    return Math.round((255 * within) / steps / steps);
  });
}

function meanError(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

const turned = (degrees: number, x: number, y: number): [number, number] => {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const [across, down] = [x - size.widthPx / 2, y - size.heightPx / 2];
  return [across * cos + down * sin, down * cos - across * sin];
};

/** Five points, of which every second corner is two fifths as far from the middle: within an odd number of edges. */
function isInStar(x: number, y: number): boolean {
  const corners = Array.from({ length: 10 }, (_, index) => {
    const angle = ((index - 2.5) * Math.PI) / 5;
    const far = index % 2 === 0 ? 1 : 0.4;
    return [60 + 60 * far * Math.cos(angle), 40 + 40 * far * Math.sin(angle)] as const; // as: two numbers
  });
  const crossed = corners.filter(([ax, ay], index) => {
    const [bx, by] = corners[(index + 1) % 10] ?? [ax, ay];
    return ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay);
  });
  return crossed.length % 2 === 1;
}

describe('a mask', () => {
  const forms: Record<string, [mask: Partial<EvaluatedMask>, isWithin: (x: number, y: number) => boolean]> = {
    rectangle: [
      { width: 0.5, height: 0.5, rotate: 20 },
      (x, y) => {
        const [across, down] = turned(20, x, y);
        return Math.abs(across) < 30 && Math.abs(down) < 20;
      },
    ],
    'rounded rectangle': [
      { width: 0.5, height: 0.5, radius: 1 },
      (x, y) => Math.hypot(Math.max(0, Math.abs(x - 60) - 10), y - 40) < 20,
    ],
    ellipse: [
      { kind: 'ellipse', width: 0.8, height: 0.5 },
      (x, y) => ((x - 60) / 48) ** 2 + ((y - 40) / 20) ** 2 < 1,
    ],
    linear: [{ kind: 'linear', rotate: 30 }, (x, y) => turned(30, x, y)[1] < 0],
    mirror: [{ kind: 'mirror', height: 0.4, rotate: -50 }, (x, y) => Math.abs(turned(-50, x, y)[1]) < 16],
    path: [
      { kind: 'path', points: [[0, 0], [1, 0], [0, 1]] }, // prettier-ignore
      (x, y) => x / 120 + y / 80 < 1,
    ],
    star: [{ kind: 'star' }, isInStar],
    'inverted ellipse': [
      { kind: 'ellipse', x: 0.25, width: 0.5, height: 0.75, inverted: true },
      (x, y) => ((x - 30) / 30) ** 2 + ((y - 40) / 30) ** 2 >= 1,
    ],
  };

  it.each(Object.entries(forms))('is a %s, to 2 of 255 on average (GOAL-24)', (_, [mask, isWithin]) => {
    expect(meanError(painted({ ...whole, ...mask }), counted(isWithin))).toBeLessThanOrEqual(2);
  });

  it('is star-shaped, and nothing where it has no size', () => {
    const star = painted({ ...whole, kind: 'star' });
    const at = (x: number, y: number) => star[y * size.widthPx + x];
    expect([at(60, 3), at(60, 40), at(5, 5), at(60, 78)]).toEqual([255, 255, 0, 0]);
    expect(painted({ ...whole, width: 0 }).every((value) => value === 0)).toBe(true);
  });

  it('has an edge as soft as its feather, half within and half without (GOAL-24)', () => {
    const share = maskShare({ ...whole, kind: 'linear', feather: 0.25 }, size);
    const along = Array.from({ length: 41 }, (_, index) => share(10, 20 + index));
    expect(along).toEqual(along.toSorted((a, b) => b - a));
    expect([share(10, 29.9), share(10, 40), share(10, 50.1)]).toEqual([1, 0.5, 0]);
    expect(along.filter((value) => value > 0 && value < 1)).toHaveLength(19);
  });
});
