import { readBoxHeader } from '../mp4/box.ts';
import { viewOf } from '../mp4/bytes.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';

/** What is moved: chunks from one byte of the file up to another, by so many bytes. */
export interface ChunkMove {
  /** First byte that moves. */
  start: number;
  /** First byte behind that does not. */
  endExclusive: number;
  /** How far it moves towards the end. */
  byBytes: number;
}

/** Boxes on the way from `moov` to the chunk offsets. */
const way = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);

/**
 * A movie header for a file in which media data lies elsewhere, as when the header is put before it: a copy of the
 * same size with other chunk offsets.
 *
 * @param movie the whole `moov` box
 * @throws Mp4FormatError when it is compressed or damaged, or an offset would not fit into its 32 bits
 */
export function moveChunks(movie: Uint8Array, move: ChunkMove): Uint8Array {
  const moved = movie.slice();
  moveWithin(moved, 0, moved.length, move);
  return moved;
}

function moveWithin(bytes: Uint8Array, start: number, endExclusive: number, move: ChunkMove): void {
  for (let at = start; at < endExclusive;) {
    const header = readBoxHeader(bytes.subarray(0, endExclusive), at);
    if (header === null || at + header.sizeBytes > endExclusive) throw new Mp4FormatError('A box is cut off');
    const payload = at + header.headerBytes;
    const end = at + header.sizeBytes;
    if (header.type === 'cmov') throw new Mp4FormatError('The movie header is compressed');
    if (way.has(header.type)) moveWithin(bytes, payload, end, move);
    if (header.type === 'stco') moveTable(viewOf(bytes.subarray(payload, end)), 4, move);
    if (header.type === 'co64') moveTable(viewOf(bytes.subarray(payload, end)), 8, move);
    at = end;
  }
}

function moveTable(table: DataView, width: 4 | 8, move: ChunkMove): void {
  if (table.byteLength < 8 || table.getUint32(4) * width > table.byteLength - 8) {
    throw new Mp4FormatError('A table of chunk offsets is cut off');
  }
  const endAt = 8 + table.getUint32(4) * width;
  for (let at = 8; at < endAt; at += width) {
    const offset = width === 4 ? table.getUint32(at) : Number(table.getBigUint64(at));
    if (offset < move.start || offset >= move.endExclusive) continue;
    const moved = offset + move.byBytes;
    if (width === 8) table.setBigUint64(at, BigInt(moved));
    else if (moved < 2 ** 32) table.setUint32(at, moved);
    else throw new Mp4FormatError('A chunk would lie behind 4 GiB');
  }
}
