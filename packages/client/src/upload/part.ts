import { WeireelError } from '@weireel/contract/plain';
import type { FileSource } from './file-source.ts';

/** How a file is cut into parts. */
export interface PartLayout {
  /** Size of the file in bytes. */
  sizeBytes: number;
  /** Size of every part but the last, in bytes. */
  partSizeBytes: number;
}

/** Number of the last part; parts count from 1. */
export function lastPart({ sizeBytes, partSizeBytes }: PartLayout): number {
  return Math.ceil(sizeBytes / partSizeBytes);
}

/** Size of part n in bytes. */
export function partSize(layout: PartLayout, n: number): number {
  return Math.min(layout.partSizeBytes, layout.sizeBytes - (n - 1) * layout.partSizeBytes);
}

/** Reads part n. Rejects with `file_unreadable`, or with `file_changed` when the file has become shorter. */
export async function readPart(file: FileSource, layout: PartLayout, n: number): Promise<Uint8Array> {
  const start = (n - 1) * layout.partSizeBytes;
  const size = partSize(layout, n);
  let bytes: Uint8Array;
  try {
    bytes = await file.read(start, start + size);
  } catch (cause) {
    throw new WeireelError('file_unreadable', { cause });
  }
  if (bytes.length !== size) throw new WeireelError('file_changed');
  return bytes;
}
