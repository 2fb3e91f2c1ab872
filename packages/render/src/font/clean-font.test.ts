import { describe, expect, it } from 'vitest';
import { cleanFont, type CleanFont } from './clean-font.ts';
import { isFont, readTables } from './read-tables.ts';
import { glyfOf, testFont } from './testing/test-font.ts';

function clean(bytes: Uint8Array): CleanFont {
  const font = cleanFont(bytes);
  if (typeof font === 'string') throw new Error(font);
  return font;
}

const tagsOf = (bytes: Uint8Array): string[] => {
  const tables = readTables(bytes);
  return typeof tables === 'string' ? [] : [...tables.keys()];
};

describe('a font of one’s own', () => {
  it('keeps its outlines, and nothing that could run or that takes another parser', () => {
    const dirty = testFont({
      more: {
        fpgm: [0xb0, 1],
        prep: [1],
        'cvt ': [0, 1],
        'SVG ': [0, 0],
        name: [0, 0, 0, 1],
        DSIG: [0, 0, 0, 1],
      },
    });
    const font = clean(dirty);
    expect(tagsOf(font.bytes)).toEqual([
      'cmap',
      'glyf',
      'head',
      'hhea',
      'hmtx',
      'loca',
      'maxp',
      'name',
      'post',
    ]);
    expect(font).toMatchObject({ glyphs: 3, sample: 'AB' });
    expect(clean(testFont({})).bytes).toEqual(font.bytes);
    expect(clean(font.bytes).bytes).toEqual(font.bytes);
    // The sum of a whole font is a number of the specification.
    const view = new DataView(font.bytes.buffer);
    let sum = 0;
    for (let at = 0; at < font.bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });

  it('is refused when it is compressed, a collection or without outlines (GOAL-91)', () => {
    const font = testFont({});
    for (const magic of ['wOFF', 'wOF2', 'ttcf', 'typ1']) {
      const other = font.slice();
      other.set(new TextEncoder().encode(magic));
      expect([isFont(other), cleanFont(other)], magic).toEqual([true, 'unsupported']);
    }
    expect(cleanFont(testFont({ without: ['glyf', 'loca'], more: { CBDT: [1] } }))).toBe('unsupported');
    expect(isFont(new TextEncoder().encode('GIF89a'))).toBe(false);
    expect(cleanFont(new Uint8Array())).toBe('unsupported');
  });

  it.each(['head', 'hhea', 'hmtx', 'maxp', 'cmap', 'loca'])(
    '91: is refused when `%s` is cut off, or missing',
    (tag) => {
      expect(cleanFont(testFont({ more: { [tag]: [0, 0] } }))).toBe('damaged');
      const isOutline = tag === 'loca';
      expect(cleanFont(testFont({ without: [tag] }))).toBe(isOutline ? 'unsupported' : 'damaged');
    },
  );

  it('is refused when drawing a glyph would have no end, or nearly none (GOAL-91)', () => {
    const itself = glyfOf([{ parts: [0] }]);
    const eachOther = glyfOf([{ parts: [1] }, { parts: [0] }]);
    const beyond = glyfOf([{ parts: [9] }]);
    // Each of two of the next: half a million of the last.
    const doubled = glyfOf([
      ...Array.from({ length: 19 }, (_, index) => ({ parts: [index + 1, index + 1] })),
      'dot',
    ]);
    const many = glyfOf([{ parts: Array.from({ length: 21_000 }, () => 1) }, 'dot']);
    for (const glyphs of [itself, eachOther, beyond, doubled, many])
      expect(cleanFont(testFont({ glyphs }))).toBe('damaged');
    const usual = glyfOf([{ parts: [1, 1] }, { parts: [2] }, 'dot']);
    expect(clean(testFont({ glyphs: usual })).glyphs).toBe(3);
  });

  it('is refused when its tables lie over one another, or beyond its end (GOAL-91)', () => {
    const font = testFont({});
    const view = new DataView(font.buffer);
    const lengthAt = 12 + 12;
    const whole = view.getUint32(lengthAt);
    view.setUint32(lengthAt, font.length);
    expect(cleanFont(font)).toBe('damaged');
    view.setUint32(lengthAt, whole);
    view.setUint16(4, 65_535);
    expect(cleanFont(font)).toBe('damaged');
  });

  it('is made or refused whatever bytes are in it (GOAL-91)', () => {
    const font = testFont({});
    for (let index = 0; index < font.length; index += 1)
      for (const byte of [0x00, 0x7f, 0xff]) {
        const changed = font.slice();
        changed[index] = byte;
        const made = cleanFont(changed);
        if (typeof made !== 'string') expect(made.bytes.length).toBeLessThan(2 * font.length);
        expect(cleanFont(changed.subarray(0, index))).toBeTypeOf('string');
      }
  });
});
