import { describe, expect, it } from 'vitest';
import { colourMapOf, type Rgb } from './colour-map.ts';
import { tableMap, writeTable, type ColourTable } from './colour-table.ts';
import { paintCube, type CubeOfEffects } from './paint-cube.ts';
import { isCube, readCube, type CubeProblem } from './read-cube.ts';
import { writeCube } from './write-cube.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string): ColourTable => {
  const table = readCube(bytesOf(text));
  if (typeof table === 'string') throw new Error(table);
  return table;
};
const near = (colour: Rgb, wanted: Rgb) =>
  colour.every((value, channel) => Math.abs(value - (wanted[channel] ?? 0)) < 1e-6);

/** Red becomes green, green blue, and blue red. */
const turned = writeCube(([red, green, blue]) => [blue, red, green], 3);

describe('a table of colours', () => {
  it('has the colours of its points, and between them those of the corners around (EVL-13)', () => {
    const map = tableMap(read(turned));
    for (const colour of [
      [0, 0, 0],
      [1, 0, 0],
      [0.5, 1, 0],
      [0.3, 0.7, 0.1],
      [1, 1, 1],
    ] as const)
      expect(near(map(colour), [colour[2], colour[0], colour[1]]), String(colour)).toBe(true);
    // Only one corner is lit: what lies between is the smallest of the three.
    const corner = tableMap(read(writeCube(([r, g, b]) => [r * g * b, 0, 0], 2)));
    expect(near(corner([0.9, 0.2, 0.6]), [0.2, 0, 0])).toBe(true);
  });

  it('may be a list for each channel, and have a domain of its own, beyond which its edges are kept', () => {
    const list = tableMap(
      read(
        'TITLE "Gone"\r\nLUT_1D_SIZE 3\r\nDOMAIN_MIN 0 0 -1\r\nDOMAIN_MAX 1 2 1\r\n\r\n0 0 0\r\n.5 1 .25\r\n1e0 1 1\r\n',
      ),
    );
    expect(near(list([0.25, 0.5, 0]), [0.25, 0.5, 0.25])).toBe(true);
    expect(near(list([2, 1, 5]), [1, 1, 1])).toBe(true);
    const resolve = tableMap(read('LUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0.0 2.0\n' + writeCube((c) => c, 2).split('\n').slice(1).join('\n'))); // prettier-ignore
    expect(near(resolve([1, 0, 0.5]), [0.5, 0, 0.25])).toBe(true);
    // What is brighter than white stays white.
    expect(near(tableMap(read('LUT_1D_SIZE 2\n-1 0 0\n2 2 2'))([1, 0, 0.5]), [1, 0, 1])).toBe(true);
  });

  it('is written in one form, whatever stood beside it', () => {
    const title = read(`\ufeff# by somebody\nTITLE "x"\n${turned}# end\n`);
    const plain = read(turned.replaceAll('.000000', ''));
    expect(writeTable(title)).toBe(writeTable(plain));
    expect(writeTable(read(writeTable(title)))).toBe(writeTable(title));
    expect(writeTable(title).split('\n').slice(0, 4)).toEqual([
      'LUT_3D_SIZE 3',
      'DOMAIN_MIN 0.000000 0.000000 0.000000',
      'DOMAIN_MAX 1.000000 1.000000 1.000000',
      '0.000000 0.000000 0.000000',
    ]);
  });

  it('is told from other files by what it says', () => {
    for (const text of [turned, `TITLE "a"\n\tLUT_1D_SIZE 2\n`, `\ufeffLUT_3D_SIZE 2\n`])
      expect(isCube(bytesOf(text))).toBe(true);
    for (const text of ['', '#EXTM3U\n', '# LUT_3D_SIZE 3', 'GIF89a LUT_3D_SIZE 2'])
      expect(isCube(bytesOf(text))).toBe(false);
  });

  it.each<[string, CubeProblem]>([
    ['', 'damaged'],
    ['LUT_3D_SIZE 2\n', 'damaged'],
    ['LUT_3D_SIZE 1\n0 0 0', 'damaged'],
    ['LUT_3D_SIZE 66\n0 0 0', 'too_large'],
    ['LUT_3D_SIZE 999999999\n0 0 0', 'too_large'],
    ['LUT_1D_SIZE 4097\n0 0 0', 'too_large'],
    ['LUT_3D_SIZE 2e0\n0 0 0', 'damaged'],
    ['LUT_3D_SIZE -2\n0 0 0', 'damaged'],
    ['LUT_3D_SIZE 2\nLUT_3D_SIZE 2\n0 0 0', 'damaged'],
    ['LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n0 0 0', 'unsupported'],
    ['LUT_3D_SIZE 2\nLUT_IN_VIDEO_RANGE\n0 0 0', 'unsupported'],
    ['__proto__ 2\nLUT_3D_SIZE 2\n0 0 0', 'unsupported'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 1 1\n1 1 1', 'damaged'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 1', 'damaged'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 1 1 1', 'damaged'],
    ['LUT_1D_SIZE 2\n0 0 0\nnan 1 1', 'damaged'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 inf 1', 'damaged'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 1e999 1', 'damaged'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 1e99 1', 'damaged'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 0x1 1', 'damaged'],
    ['LUT_1D_SIZE 2\nDOMAIN_MIN 0 0 1\nDOMAIN_MAX 1 1 1\n0 0 0\n1 1 1', 'damaged'],
    ['LUT_1D_SIZE 2\nDOMAIN_MIN 0 0\n0 0 0\n1 1 1', 'damaged'],
    ['LUT_1D_SIZE 2\n0 0 0\nTITLE "late"\n1 1 1', 'damaged'],
    [`LUT_1D_SIZE 2\n${' '.repeat(300)}0 0 0\n1 1 1`, 'damaged'],
    ['\u0000\u0001LUT_1D_SIZE 2\n0 0 0\n1 1 1', 'damaged'],
  ])('91: is refused when it is not what it says: %j', (text, problem) => {
    expect(readCube(bytesOf(text))).toBe(problem);
  });

  it('is read or refused whatever bytes are in it (GOAL-91)', () => {
    const good = bytesOf(turned);
    for (let index = 0; index < good.length; index += 7)
      for (const byte of [0x00, 0x0a, 0x20, 0x2d, 0xff]) {
        const changed = good.slice();
        changed[index] = byte;
        const table = readCube(changed);
        if (typeof table !== 'string') expect(table.values.every(Number.isFinite)).toBe(true);
        // Without its last line.
        if (index < good.length - 27) expect(readCube(changed.subarray(0, index))).toBeTypeOf('string');
      }
  });
});

describe('a table as an effect', () => {
  const sha256 = 'ab'.repeat(32);
  const table = read(turned);
  const effect = (strength: number) => ({ kind: 'lut', params: { lut: sha256, strength } });

  it('takes hold as far as its strength says (EVL-13)', () => {
    const map = colourMapOf({ ...effect(25), version: 1 }, () => table);
    expect(map === null ? null : near(map([1, 0, 0]), [0.75, 0.25, 0])).toBe(true);
    expect(colourMapOf({ ...effect(25), version: 1 })).toBe(null);
  });

  it('is laid as fine as it is, after what comes before it', () => {
    const cube: CubeOfEffects = {
      ...{ version: 1, points: { least: 2, most: 17 } },
      effects: [{ kind: 'colour', params: { exposure: 100 } }, effect(100)],
    };
    const lines = paintCube(cube, () => table).split('\n');
    expect(lines[0]).toBe('LUT_3D_SIZE 3');
    // Half of red is lit to all of it, and then is green.
    expect(lines[2]).toBe('0.000000 1.000000 0.000000');
    const fine = { ...cube, points: { least: 5, most: 17 } };
    expect(paintCube(fine, () => table).split('\n')[0]).toBe('LUT_3D_SIZE 5');
    expect(() => paintCube(cube, () => null)).toThrow('lut');
  });
});
