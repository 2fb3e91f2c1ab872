import type { MultipartShape } from './blob-store.ts';

/**
 * Where a part begins in the whole. A part of another size would lie over its neighbour, or leave a gap.
 *
 * @throws RangeError for a part that does not exist or does not have its exact size
 */
export function placeOfPart(shape: MultipartShape, n: number, sizeBytes: number): number {
  const start = (n - 1) * shape.partSizeBytes;
  const expectedBytes = Math.min(shape.partSizeBytes, shape.sizeBytes - start);
  if (!Number.isSafeInteger(n) || n < 1 || expectedBytes <= 0) throw new RangeError(`there is no part ${n}`);
  if (sizeBytes !== expectedBytes) {
    throw new RangeError(`part ${n} has ${sizeBytes} bytes instead of ${expectedBytes}`);
  }
  return start;
}
