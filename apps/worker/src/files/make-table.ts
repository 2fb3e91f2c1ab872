import { WeireelError, type ErrorCode } from '@weireel/contract';
import type { KnownOfFile } from '@weireel/db/files';
import { readCube, writeTable, type CubeProblem } from '@weireel/render';

const codes: Record<CubeProblem, ErrorCode> = {
  unsupported: 'file_unsupported',
  too_large: 'lut_too_large',
  damaged: 'file_damaged',
};

/**
 * Makes of a table of colours one of our own writing: FFmpeg never reads what somebody sent, and whatever else stood in
 * it is gone.
 *
 * @throws WeireelError `file_unsupported`, `lut_too_large`, `file_damaged`
 */
export function makeTable(bytes: Uint8Array): { bytes: Uint8Array; known: KnownOfFile } {
  const table = readCube(bytes);
  if (typeof table === 'string') throw new WeireelError(codes[table]);
  const { points, dimensions } = table;
  return { bytes: Buffer.from(writeTable(table)), known: { kind: 'lut', points, dimensions } };
}
