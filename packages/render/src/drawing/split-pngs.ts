const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length and name before the bytes of a chunk, its checksum after them. */
const [headBytes, checkBytes] = [8, 4];

/**
 * Divides PNG files that follow one another; null: there is something else between or after them. Nothing is decoded.
 *
 * Source: PNG (W3C, third edition), 5.2 and 5.3.
 */
export function splitPngs(bytes: Uint8Array): Uint8Array[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files: Uint8Array[] = [];
  for (let from = 0; from < bytes.length;) {
    if (signature.some((byte, index) => bytes[from + index] !== byte)) return null;
    let at = from + signature.length;
    for (let isLast = false; !isLast;) {
      if (at + headBytes + checkBytes > bytes.length) return null;
      // «IEND»
      isLast = view.getUint32(at + 4) === 0x49454e44;
      at += headBytes + view.getUint32(at) + checkBytes;
      if (at > bytes.length) return null;
    }
    files.push(bytes.subarray(from, at));
    from = at;
  }
  return files;
}
