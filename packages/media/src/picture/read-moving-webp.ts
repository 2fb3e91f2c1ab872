import { shownForCs, type MovingHead } from './read-gif.ts';

/**
 * Reads the chunks of a WebP that moves without decoding any picture; null: it is none, or it stands still.
 *
 * Source: WebP container (RFC 9649), 2.7.
 *
 * @param mostPictures no more are counted, whatever comes after them
 */
export function readMovingWebp(bytes: Uint8Array, mostPictures: number): MovingHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 30 || word(0) !== 'RIFF' || word(8) !== 'WEBP' || word(12) !== 'VP8X') return null;
  if ((view.getUint8(20) & 0x02) === 0) return null;
  const number24 = (at: number): number => view.getUint8(at) | (view.getUint16(at + 1, true) << 8);
  const delaysCs: number[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > bytes.length) break;
    if (word(at) === 'ANMF' && length >= 16) {
      if (delaysCs.length === mostPictures) break;
      delaysCs.push(shownForCs(number24(at + 20) / 10));
    }
    at += 8 + length + (length % 2);
  }
  // One that ends within its first picture is damaged, which shows when that is decoded.
  if (delaysCs.length === 0) delaysCs.push(shownForCs(0));
  return { widthPx: number24(24) + 1, heightPx: number24(27) + 1, delaysCs };
}
