import { checkGlyphs } from './check-glyphs.ts';
import { lettersOf } from './letters-of.ts';
import { readTables, tableOf, type FontTables } from './read-tables.ts';
import { writeFont } from './write-font.ts';

/** Why a file is no font that can be used: of a kind that we do not know, or not what it says. */
export type FontProblem = 'unsupported' | 'damaged';

/** A font that can be drawn with. */
export interface CleanFont {
  /** The file: with the outlines of its glyphs, where they are found and how they are laid, and nothing else. */
  bytes: Uint8Array;
  /** How many glyphs it has. */
  glyphs: number;
  /** Some of its characters, to try it with. */
  sample: string;
}

const sampleLength = 120;

/**
 * What is kept of a font. Programs that fit outlines to pixels are left out, since they may run for ever and differ by
 * machine; so are pictures, SVG, variations and names, which take parsers of their own.
 */
const keptTables: ReadonlySet<string> = new Set([
  ...['head', 'hhea', 'hmtx', 'maxp', 'cmap', 'OS/2', 'vhea', 'vmtx', 'VORG'],
  ...['glyf', 'loca', 'CFF ', 'GDEF', 'GPOS', 'GSUB', 'kern'],
]);

const neededTables = ['head', 'hhea', 'hmtx', 'maxp', 'cmap'] as const;

/**
 * Makes of a TrueType or OpenType font with one face a file with which nothing can be drawn that has no end. The time
 * that it takes grows with the file's length and no more, whatever is in it.
 */
export function cleanFont(bytes: Uint8Array): CleanFont | FontProblem {
  const tables = readTables(bytes);
  if (typeof tables === 'string') return tables;
  if (neededTables.some((tag) => !tables.has(tag))) return 'damaged';
  const isCompact = tables.has('CFF ');
  const isPlain = tables.has('glyf') && tables.has('loca');
  // Pictures instead of outlines.
  if (!isCompact && !isPlain) return 'unsupported';
  if (isCompact && isPlain) return 'damaged';
  const glyphs = glyphsOf(tables);
  if (glyphs === null) return 'damaged';
  if (isPlain && !checkGlyphs(tables, glyphs)) return 'damaged';
  const sample = lettersOf(tables, sampleLength);
  if (sample === '') return 'damaged';
  const kept = new Map([...tables].filter(([tag]) => keptTables.has(tag)));
  kept.set('maxp', isCompact ? compactMaxp(glyphs) : (tables.get('maxp') ?? new Uint8Array()));
  return { bytes: writeFont(isCompact ? 'OTTO' : '\u0000\u0001\u0000\u0000', kept), glyphs, sample };
}

/** The number of glyphs; null: what says it, and what depends on it, does not fit together. */
function glyphsOf(tables: FontTables): number | null {
  const [head, hhea, maxp] = [tableOf(tables, 'head'), tableOf(tables, 'hhea'), tableOf(tables, 'maxp')];
  if (head.byteLength < 54 || hhea.byteLength < 36 || maxp.byteLength < 6) return null;
  const unitsPerEm = head.getUint16(18);
  if (head.getUint32(12) !== 0x5f0f3cf5 || unitsPerEm < 16 || unitsPerEm > 16_384) return null;
  const [glyphs, metrics] = [maxp.getUint16(4), hhea.getUint16(34)];
  if (glyphs === 0 || metrics === 0 || metrics > glyphs) return null;
  if (tableOf(tables, 'hmtx').byteLength < 4 * metrics + 2 * (glyphs - metrics)) return null;
  if (!tables.has('CFF ') && maxp.byteLength < 32) return null;
  return glyphs;
}

function compactMaxp(glyphs: number): Uint8Array {
  return Uint8Array.of(0, 0, 0x50, 0, glyphs >> 8, glyphs & 0xff);
}
