import { tableOf, type FontTables } from './read-tables.ts';

/** Most points of a glyph with all that it is put together of; the most involved Chinese ones have some hundreds. */
const mostPoints = 20_000;
/** Glyphs are put together of others that are so themselves, this often. */
const deepest = 6;

/** Flags of a part of a glyph (OpenType 1.9, «glyf»). */
const flags = { areWords: 0x1, hasScale: 0x8, hasMore: 0x20, hasTwoScales: 0x40, hasMatrix: 0x80 } as const;

/** What a glyph comes to. */
interface GlyphCost {
  points: number;
  depth: number;
}

/**
 * Whether all outlines lie within their table, and none is put together of so many others, or of itself, that drawing it
 * has no end.
 */
export function checkGlyphs(tables: FontTables, glyphs: number): boolean {
  const [head, loca, glyf] = [tableOf(tables, 'head'), tableOf(tables, 'loca'), tableOf(tables, 'glyf')];
  const isLong = head.getInt16(50) === 1;
  if (loca.byteLength < (glyphs + 1) * (isLong ? 4 : 2)) return false;
  const offsetOf = (glyph: number) => (isLong ? loca.getUint32(4 * glyph) : 2 * loca.getUint16(2 * glyph));
  const costs = new Map<number, GlyphCost | null>();

  /** Null: it has no end, or lies elsewhere. */
  function costOf(glyph: number, above: number): GlyphCost | null {
    const known = costs.get(glyph);
    if (known !== undefined) return known;
    if (glyph >= glyphs || above > deepest) return null;
    // Until it is known: one that is put together of itself ends here.
    costs.set(glyph, null);
    const cost = read(glyph, above);
    costs.set(glyph, cost);
    return cost;
  }

  function read(glyph: number, above: number): GlyphCost | null {
    const [from, to] = [offsetOf(glyph), offsetOf(glyph + 1)];
    if (from > to || to > glyf.byteLength) return null;
    if (from === to) return { points: 0, depth: 0 };
    if (to - from < 10) return null;
    const contours = glyf.getInt16(from);
    if (contours >= 0) return simple(from + 10, to, contours);
    return composite(from + 10, to, above);
  }

  function simple(at: number, to: number, contours: number): GlyphCost | null {
    if (contours === 0) return { points: 0, depth: 0 };
    if (at + 2 * contours + 2 > to) return null;
    const points = glyf.getUint16(at + 2 * contours - 2) + 1;
    return points > mostPoints ? null : { points, depth: 0 };
  }

  function composite(at: number, to: number, above: number): GlyphCost | null {
    const cost = { points: 0, depth: 0 };
    for (let place = at, hasMore = true; hasMore;) {
      if (place + 4 > to) return null;
      const flag = glyf.getUint16(place);
      const part = costOf(glyf.getUint16(place + 2), above + 1);
      if (part === null) return null;
      // One without points costs a look at it, too.
      cost.points += part.points + 1;
      cost.depth = Math.max(cost.depth, part.depth + 1);
      if (cost.points > mostPoints || cost.depth > deepest) return null;
      const scale =
        flag & flags.hasMatrix ? 8 : flag & flags.hasTwoScales ? 4 : flag & flags.hasScale ? 2 : 0;
      place += 4 + (flag & flags.areWords ? 4 : 2) + scale;
      hasMore = (flag & flags.hasMore) !== 0;
    }
    return cost;
  }

  for (let glyph = 0; glyph < glyphs; glyph += 1) if (costOf(glyph, 0) === null) return false;
  return true;
}
