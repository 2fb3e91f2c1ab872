import { WeireelError } from '@weireel/contract/plain';

/** How a file is cut. */
export interface PartLayout {
  /** Bytes of every part but the last. */
  partSizeBytes: number;
  /** Number of parts; they count from 1. */
  partCount: number;
}

const mebibyte = 1024 * 1024;

/** Object stores in the manner of S3 take at most this many parts. */
const maxParts = 10_000;

/** So that little is sent again on a bad network, and a part fits a mini program's memory. */
const usualPartBytes = 4 * mebibyte;

/** What a cut has to suit. */
export interface CutOptions {
  /** Size that the client wishes parts to have. Absent: 4 MiB. */
  wishedBytes?: number | undefined;
  /** Size that the store wants parts to have at least; 1: any. */
  smallestPartBytes: number;
}

/**
 * Cuts a file into parts of the wished size, or of the next that the store takes; larger ones (whole MiB) when there
 * would be more than 10 000.
 */
export function layOutParts(sizeBytes: number, options: CutOptions): PartLayout {
  const wanted = Math.max(options.wishedBytes ?? usualPartBytes, options.smallestPartBytes);
  const isTooMany = Math.ceil(sizeBytes / wanted) > maxParts;
  const partSizeBytes = isTooMany ? Math.ceil(sizeBytes / maxParts / mebibyte) * mebibyte : wanted;
  return { partSizeBytes, partCount: Math.ceil(sizeBytes / partSizeBytes) };
}

/** An upload's cut with the size of the whole. */
export interface UploadShape extends PartLayout {
  /** Size of the whole file. */
  sizeBytes: number;
}

/**
 * How many bytes part n must have.
 *
 * @throws WeireelError `part_out_of_range`
 */
export function expectedPartBytes(upload: UploadShape, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > upload.partCount) {
    throw new WeireelError('part_out_of_range', {
      detail: `part ${n} of ${upload.partCount}`,
      extra: { partCount: upload.partCount },
    });
  }
  return n < upload.partCount
    ? upload.partSizeBytes
    : upload.sizeBytes - (upload.partCount - 1) * upload.partSizeBytes;
}

/** Numbers of the parts that have not arrived, ascending. */
export function missingParts(upload: PartLayout, arrived: Iterable<number>): number[] {
  const here = new Set(arrived);
  const missing: number[] = [];
  for (let n = 1; n <= upload.partCount; n += 1) if (!here.has(n)) missing.push(n);
  return missing;
}
