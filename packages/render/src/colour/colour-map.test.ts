import { effectKinds } from '@weireel/edit';
import { describe, expect, it } from 'vitest';
import { colourMapOf, type Rgb } from './colour-map.ts';
import { writeCube } from './write-cube.ts';

const grid: Rgb[] = Array.from({ length: 125 }, (_, index) => [
  (index % 5) / 4,
  (Math.floor(index / 5) % 5) / 4,
  Math.floor(index / 25) / 4,
]);
const filters = Object.keys(effectKinds).filter((kind) => kind.startsWith('filter-'));
const mapOf = (kind: string, params: Record<string, number>) => {
  const map = colourMapOf({ kind, version: 1, params });
  if (map === null) throw new Error(`${kind} is no matter of colours`);
  return grid.map(map);
};

/** Mean distance of two lists of colours, in steps of a byte. */
function distance(a: readonly Rgb[], b: readonly Rgb[]): number {
  const sum = a.reduce((total, colour, index) => {
    const [red = 0, green = 0, blue = 0] = b[index] ?? [];
    return total + Math.hypot(colour[0] - red, colour[1] - green, colour[2] - blue);
  }, 0);
  return (255 * sum) / a.length;
}

describe('named filters', () => {
  it('are at least thirty, and each gives colours of its own (GOAL-21)', () => {
    expect(filters.length).toBeGreaterThanOrEqual(30);
    const looks = [
      ['none', grid] as const,
      ...filters.map((kind) => [kind, mapOf(kind, { strength: 100 })] as const),
    ];
    const near = looks.flatMap(([name, colours], index) =>
      looks.slice(index + 1).flatMap(([other, otherColours]) => {
        const apart = distance(colours, otherColours);
        return apart < 8 ? [`${name} and ${other}: ${apart.toFixed(1)}`] : [];
      }),
    );
    expect(near).toEqual([]);
  });

  it.each(filters)('%s: at half its strength lies half way, and stays within colours (GOAL-21)', (kind) => {
    const [half, whole] = [mapOf(kind, { strength: 50 }), mapOf(kind, { strength: 100 })];
    const middle = grid.map(([red, green, blue], index): Rgb => {
      const [r, g, b] = whole[index] ?? [0, 0, 0];
      return [(red + r) / 2, (green + g) / 2, (blue + b) / 2];
    });
    expect(distance(half, middle)).toBeLessThan(0.001);
    expect(whole.flat().every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(distance(mapOf(kind, { strength: 0 }), grid)).toBe(0);
  });
});

describe('sliders', () => {
  const sliders = Object.keys(effectKinds['colour'] ?? {});
  it.each(sliders)('%s changes colours both ways, and more the farther it is moved (GOAL-20)', (name) => {
    for (const sign of [-1, 1]) {
      const [little, much] = [25, 100].map((value) =>
        distance(mapOf('colour', { [name]: sign * value }), grid),
      );
      expect(little).toBeGreaterThan(0.2);
      expect(much ?? 0).toBeGreaterThan(2 * (little ?? 0));
    }
    expect(distance(mapOf('colour', { [name]: 0 }), grid)).toBeLessThan(1e-6);
  });
});

it('a table of colours has red first, and a line for each colour', () => {
  const lines = writeCube(([red, green, blue]) => [1 - red, green, blue / 2], 33)
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(1 + 33 ** 3);
  expect(lines[0]).toBe('LUT_3D_SIZE 33');
  expect(lines[1]).toBe('1.000000 0.000000 0.000000');
  expect(lines[2]).toBe('0.968750 0.000000 0.000000');
  expect(lines.at(-1)).toBe('0.000000 1.000000 0.500000');
});
