import { shownForCs, type MovingHead } from './read-gif.ts';

/** Signature, then chunks: a length, a name, and a checksum after the bytes. */
const [signatureBytes, headBytes, checkBytes] = [8, 8, 4];

/**
 * Reads the chunks of a PNG that moves (APNG) without decoding any picture; null: it is none, it stands still, or it is
 * damaged.
 *
 * Source: PNG (W3C, third edition), 11.2.1 and 11.3.6.
 *
 * @param mostPictures no more are counted, whatever comes after them
 */
export function readMovingPng(bytes: Uint8Array, mostPictures: number): MovingHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null;
  const [widthPx, heightPx] = [view.getUint32(16), view.getUint32(20)];
  const delaysCs: number[] = [];
  let isMoving = false;
  for (let at = signatureBytes; at + headBytes + checkBytes <= bytes.length;) {
    const [length, name] = [view.getUint32(at), view.getUint32(at + 4)];
    const from = at + headBytes;
    if (from + length + checkBytes > bytes.length) break;
    // «acTL», «fcTL», «IEND»
    if (name === 0x6163544c) isMoving = true;
    else if (name === 0x6663544c && length >= 24) {
      if (delaysCs.length === mostPictures) break;
      const [part, whole] = [view.getUint16(from + 20), view.getUint16(from + 22)];
      delaysCs.push(shownForCs((100 * part) / (whole === 0 ? 100 : whole)));
    } else if (name === 0x49454e44) break;
    at = from + length + checkBytes;
  }
  return isMoving && widthPx > 0 && heightPx > 0 && delaysCs.length > 0
    ? { widthPx, heightPx, delaysCs }
    : null;
}
