/** What a moving picture says of itself before it is decoded. */
export interface MovingHead {
  /** Width of all its pictures together, in pixels. */
  widthPx: number;
  /** Height of all its pictures together, in pixels. */
  heightPx: number;
  /** How long each of its pictures is shown, in hundredths of a second. */
  delaysCs: number[];
}

/** What browsers show a picture for whose delay is none, or too short to be seen. */
const [leastDelayCs, usualDelayCs] = [2, 10];

/** How long a picture is shown, in whole hundredths of a second. */
export function shownForCs(delayCs: number): number {
  return delayCs < leastDelayCs ? usualDelayCs : Math.round(delayCs);
}

/**
 * Reads the blocks of a GIF without decoding any picture; null: it is none, or damaged.
 *
 * Source: GIF89a specification (CompuServe, 1990), sections 18 to 27.
 *
 * @param mostPictures no more are counted, whatever comes after them
 */
export function readGif(bytes: Uint8Array, mostPictures: number): MovingHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = String.fromCharCode(...bytes.subarray(0, 6));
  if (bytes.length < 14 || (word !== 'GIF87a' && word !== 'GIF89a')) return null;
  const [widthPx, heightPx] = [view.getUint16(6, true), view.getUint16(8, true)];
  const delaysCs: number[] = [];
  let delayCs = 0;
  let at = 13 + tableBytes(view.getUint8(10));
  while (at < bytes.length) {
    const kind = view.getUint8(at);
    // The end of all, and whatever stands after it.
    if (kind === 0x3b) break;
    if (kind === 0x21) {
      // Of a graphic control extension; it counts for the next picture.
      if (bytes[at + 1] === 0xf9 && at + 6 < bytes.length) delayCs = view.getUint16(at + 4, true);
      at = skipBlocks(bytes, at + 2);
    } else if (kind === 0x2c && at + 10 < bytes.length) {
      if (delaysCs.length === mostPictures) break;
      delaysCs.push(shownForCs(delayCs));
      delayCs = 0;
      at = skipBlocks(bytes, at + 11 + tableBytes(view.getUint8(at + 9)));
    } else return null;
  }
  const isPicture = widthPx > 0 && heightPx > 0 && delaysCs.length > 0;
  return isPicture ? { widthPx, heightPx, delaysCs } : null;
}

function tableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1);
}

function skipBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
}
