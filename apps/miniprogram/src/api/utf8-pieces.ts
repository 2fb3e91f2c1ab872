const unknown = '\u{FFFD}';

/**
 * Reads UTF-8 that comes in pieces, cut wherever it was: a mini program has no `TextDecoder`. What is no UTF-8 becomes
 * U+FFFD.
 */
export function createUtf8Pieces(): (piece: ArrayBuffer) => string {
  let rest: number[] = [];

  return (piece) => {
    const bytes = [...rest, ...new Uint8Array(piece)];
    let text = '';
    let at = 0;
    while (at < bytes.length) {
      const first = bytes[at] ?? 0;
      const length = lengthOf(first);
      const following = bytes.slice(at + 1, at + length);
      const isRight = length > 0 && following.every((byte) => byte >>> 6 === 0b10);
      // The rest of it comes with the next piece.
      if (isRight && following.length < length - 1) break;
      text += isRight ? characterOf(first, following) : unknown;
      at += isRight ? length : 1;
    }
    rest = bytes.slice(at);
    return text;
  };
}

/** How many bytes a character has that begins with this one; 0: none does. */
function lengthOf(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

function characterOf(first: number, following: readonly number[]): string {
  const begun = following.length === 0 ? first : first & (0x3f >>> following.length);
  const point = following.reduce((sum, byte) => sum * 64 + (byte & 0x3f), begun);
  return point > 0x10ffff ? unknown : String.fromCodePoint(point);
}
