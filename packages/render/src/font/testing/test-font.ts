import { writeFont } from '../write-font.ts';

/** A glyph: a square, or others in one place. */
export type TestGlyph = 'dot' | 'empty' | { parts: number[] };

/** Outlines and where they are. */
export interface TestGlyphs {
  count: number;
  glyf: Uint8Array;
  loca: Uint8Array;
}

/** Tables of outlines. */
export function glyfOf(glyphs: readonly TestGlyph[]): TestGlyphs {
  const all = glyphs.map(outline);
  const glyf = Uint8Array.from(all.flat());
  const loca = new Uint8Array(4 * (all.length + 1));
  let at = 0;
  all.forEach((glyph, index) => {
    at += glyph.length;
    new DataView(loca.buffer).setUint32(4 * (index + 1), at);
  });
  return { count: all.length, glyf, loca };
}

function outline(glyph: TestGlyph): number[] {
  if (glyph === 'empty') return [];
  const box = [...word(0), ...word(0), ...word(800), ...word(800)];
  if (glyph === 'dot') {
    const across = [0, 800, 0, -800].flatMap(word);
    const down = [0, 0, 800, 0].flatMap(word);
    return padded([...word(1), ...box, ...word(3), ...word(0), ...[1, 1, 1, 1], ...across, ...down]);
  }
  const parts = glyph.parts.flatMap((part, index) => {
    const isLast = index === glyph.parts.length - 1;
    return [...word(isLast ? 0x2 : 0x22), ...word(part), 0, 0];
  });
  return padded([...word(-1), ...box, ...parts]);
}

/** A font whose letters A and B are squares: of 1000 units, with the tables that a font needs. */
export function testFont({
  glyphs = glyfOf(['empty', 'dot', { parts: [1] }]),
  more = {},
  without = [],
}: {
  glyphs?: TestGlyphs;
  more?: Record<string, number[]>;
  without?: string[];
}): Uint8Array {
  const { count, glyf, loca } = glyphs;
  const head = new DataView(new ArrayBuffer(54));
  head.setUint32(0, 0x10000);
  head.setUint32(12, 0x5f0f3cf5);
  head.setUint16(18, 1000);
  [0, 0, 1000, 1000].forEach((value, index) => head.setInt16(36 + 2 * index, value));
  head.setInt16(50, 1);
  const hhea = new DataView(new ArrayBuffer(36));
  hhea.setUint32(0, 0x10000);
  [900, -100, 0, 1000].forEach((value, index) => hhea.setInt16(4 + 2 * index, value));
  hhea.setUint16(34, count);
  const maxp = new DataView(new ArrayBuffer(32));
  maxp.setUint32(0, 0x10000);
  maxp.setUint16(4, count);
  [16, 4, 64, 16, 2].forEach((value, index) => maxp.setUint16(6 + 2 * index, value));
  maxp.setUint16(28, 8);
  maxp.setUint16(30, 4);
  const tables: Record<string, Uint8Array> = {
    ...{ cmap: cmapOf(count), glyf, loca },
    ...{ head: bytesOf(head), hhea: bytesOf(hhea), maxp: bytesOf(maxp) },
    hmtx: Uint8Array.from(Array.from({ length: count }, () => [...word(1000), 0, 0]).flat()),
    ...Object.fromEntries(Object.entries(more).map(([tag, bytes]) => [tag, Uint8Array.from(bytes)])),
  };
  const kept = Object.entries(tables).filter(([tag]) => !without.includes(tag));
  return writeFont('\u0000\u0001\u0000\u0000', new Map(kept));
}

/** Letters from A on, for all glyphs but the first. */
function cmapOf(count: number): Uint8Array {
  const last = 0x40 + Math.max(1, count - 1);
  const map = [
    ...[...word(4), ...word(32), ...word(0), ...word(4), ...word(4), ...word(1), ...word(0)],
    ...[...word(last), ...word(0xffff), ...word(0), ...word(0x41), ...word(0xffff)],
    ...[...word(1 - 0x41), ...word(1), ...word(0), ...word(0)],
  ];
  return Uint8Array.from([...word(0), ...word(1), ...word(3), ...word(1), 0, 0, 0, 12, ...map]);
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer);
}

function word(value: number): number[] {
  return [(value >> 8) & 0xff, value & 0xff];
}

function padded(bytes: number[]): number[] {
  return [...bytes, ...Array.from({ length: (4 - (bytes.length % 4)) % 4 }, () => 0)];
}
