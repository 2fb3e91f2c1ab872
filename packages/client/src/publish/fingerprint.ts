import type { FileSource } from '../upload/file-source.ts';

const edgeBytes = 64 * 1024;

/**
 * Tells a file from others of the same size by its beginning and its end, on devices where hashing all of it takes too
 * long: FNV-1a of 32 bits, twice. No protection against anybody; it finds a mistaken choice.
 */
export async function fingerprintOf(file: FileSource): Promise<string> {
  const { sizeBytes } = file;
  const beginning = await file.read(0, Math.min(edgeBytes, sizeBytes));
  const end = await file.read(Math.max(0, sizeBytes - edgeBytes), sizeBytes);
  return `${sizeBytes}-${fnv1a(beginning)}-${fnv1a(end)}`;
}

/** http://www.isthe.com/chongo/tech/comp/fnv/, 32 bits. */
function fnv1a(bytes: Uint8Array): string {
  let hash = 0x81_1c_9d_c5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01_00_01_93);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
