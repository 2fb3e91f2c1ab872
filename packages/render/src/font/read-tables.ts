import type { FontProblem } from './clean-font.ts';

/** Tables of a font by their tags. */
export type FontTables = ReadonlyMap<string, Uint8Array>;

/** Fonts that people have made have fewer tables. */
const mostTables = 64;

/** Whether a file says that it is a font: also of a kind that we do not take. */
export function isFont(bytes: Uint8Array): boolean {
  const magic = tagAt(bytes, 0);
  return ['\u0000\u0001\u0000\u0000', 'true', 'OTTO', 'ttcf', 'wOFF', 'wOF2', 'typ1'].includes(magic);
}

/** The tables of a font with one face; together they are no longer than the file. */
export function readTables(bytes: Uint8Array): Map<string, Uint8Array> | FontProblem {
  const magic = tagAt(bytes, 0);
  // Compressed fonts and collections are told of: they can be converted.
  if (!['\u0000\u0001\u0000\u0000', 'true', 'OTTO'].includes(magic)) return 'unsupported';
  const view = viewOf(bytes);
  if (bytes.length < 12) return 'damaged';
  const count = view.getUint16(4);
  if (count > mostTables || bytes.length < 12 + 16 * count) return 'damaged';
  const tables = new Map<string, Uint8Array>();
  let sum = 0;
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    const [tag, offset, length] = [tagAt(bytes, at), view.getUint32(at + 8), view.getUint32(at + 12)];
    sum += length;
    // Tables that lie over one another would make a large font of a small file.
    if (tables.has(tag) || offset + length > bytes.length || sum > bytes.length) return 'damaged';
    tables.set(tag, bytes.subarray(offset, offset + length));
  }
  return tables;
}

/** A table to read numbers from; an empty one for none. */
export function tableOf(tables: FontTables, tag: string): DataView {
  return viewOf(tables.get(tag) ?? new Uint8Array());
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function tagAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
