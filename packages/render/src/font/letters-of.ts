import { tableOf, type FontTables } from './read-tables.ts';

/** A font has at most this many maps of characters, and of each this many ranges are looked at. */
const [mostMaps, mostRanges] = [32, 70_000];

/** Characters of a font, evenly out of all that it has, at most as many as are asked for; none: it maps none that we can read. */
export function lettersOf(tables: FontTables, most: number): string {
  const ranges = rangesOf(tableOf(tables, 'cmap'));
  const total = ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const step = Math.max(1, total / most);
  const letters: string[] = [];
  let passed = 0;
  for (const [from, to] of ranges) {
    const count = to - from + 1;
    for (
      let next = Math.ceil(letters.length * step);
      next < passed + count;
      next = Math.ceil(letters.length * step)
    ) {
      if (letters.length >= most) return letters.join('');
      letters.push(String.fromCodePoint(from + next - passed));
    }
    passed += count;
  }
  return letters.join('');
}

type Range = readonly [from: number, to: number];

/** Ranges of characters in the formats that fonts of today have (4 and 12); others are passed over. */
function rangesOf(cmap: DataView): Range[] {
  const count = cmap.byteLength < 4 ? 0 : Math.min(mostMaps, cmap.getUint16(2));
  for (let index = count - 1; index >= 0; index -= 1) {
    if (8 + 8 * index + 4 > cmap.byteLength) continue;
    const at = cmap.getUint32(8 + 8 * index);
    if (at + 16 > cmap.byteLength) continue;
    const format = cmap.getUint16(at);
    const ranges = format === 4 ? shortRanges(cmap, at) : format === 12 ? longRanges(cmap, at) : [];
    if (ranges.length > 0) return ranges;
  }
  return [];
}

function shortRanges(cmap: DataView, at: number): Range[] {
  const segments = cmap.getUint16(at + 6) >> 1;
  const [ends, starts] = [at + 14, at + 16 + 2 * segments];
  if (starts + 2 * segments > cmap.byteLength) return [];
  return Array.from({ length: segments }, (_, index): Range => [
    cmap.getUint16(starts + 2 * index),
    cmap.getUint16(ends + 2 * index),
  ]).filter(isSeen);
}

function longRanges(cmap: DataView, at: number): Range[] {
  const groups = Math.min(mostRanges, cmap.getUint32(at + 12));
  if (at + 16 + 12 * groups > cmap.byteLength) return [];
  return Array.from({ length: groups }, (_, index): Range => [
    cmap.getUint32(at + 16 + 12 * index),
    cmap.getUint32(at + 20 + 12 * index),
  ]).filter(isSeen);
}

function isSeen([from, to]: Range): boolean {
  const isSurrogate = from <= 0xdfff && to >= 0xd800;
  return from >= 0x20 && from <= to && to < 0x11_0000 && to !== 0xffff && !isSurrogate;
}
