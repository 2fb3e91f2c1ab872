import { PartsRefusedError, type MultipartShape, type WrittenPart } from './blob-store.ts';

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

/**
 * Checks that a blob may be cut as a store wants it.
 *
 * @throws RangeError for several parts that are too small
 */
export function checkCut(shape: MultipartShape, smallestPartBytes: number): void {
  if (shape.partSizeBytes >= Math.min(smallestPartBytes, shape.sizeBytes)) return;
  throw new RangeError(`parts of ${shape.partSizeBytes} bytes are below ${smallestPartBytes}`);
}

/**
 * Checks that a completion names every part of a blob once, in order, with the etag that it got.
 *
 * @param etagOf the etag of a part as the store knows it; undefined: it was never written
 * @throws PartsRefusedError
 */
export function checkParts(
  shape: MultipartShape,
  parts: WrittenPart[],
  etagOf: (n: number, sizeBytes: number) => string | undefined,
): void {
  const count = Math.ceil(shape.sizeBytes / shape.partSizeBytes);
  if (parts.length !== count)
    throw new PartsRefusedError(`${parts.length} parts are named instead of ${count}`);
  for (const [at, { n, etag }] of parts.entries()) {
    const sizeBytes = Math.min(shape.partSizeBytes, shape.sizeBytes - at * shape.partSizeBytes);
    if (n !== at + 1 || etag !== etagOf(n, sizeBytes)) {
      throw new PartsRefusedError(`part ${n} is not the one that was written`);
    }
  }
}
