/** How the text of a caption file is written as bytes; names as `TextDecoder` knows them. */
export type CaptionEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

/**
 * Decodes bytes strictly, without their byte order mark; null: they are nothing in this encoding. Handed in, because
 * not every platform has `TextDecoder`.
 */
export type StrictDecoder = (encoding: CaptionEncoding, bytes: Uint8Array) => string | null;

/** The text of a caption file, and how it was written. */
export interface DecodedFile {
  /** The text. */
  text: string;
  /** The encoding by which it was read. */
  encoding: CaptionEncoding;
}

/**
 * Finds out how a file is written, and reads it: by its byte order mark; as UTF-16 where every other byte is mostly
 * zero, as it is in times and line ends; as UTF-8 where it is that; as GB18030 or Big5 where it is clearly one of them.
 *
 * @returns null: it is no text, or nobody can be certain which
 */
export function decodeCaptionFile(bytes: Uint8Array, decode: StrictDecoder): DecodedFile | null {
  const encoding = markedEncoding(bytes) ?? unmarkedUtf16(bytes);
  const candidates: CaptionEncoding[] = encoding === null ? ['utf-8', ...chineseEncoding(bytes)] : [encoding];
  for (const candidate of candidates) {
    const text = decode(candidate, bytes);
    if (text !== null) return isText(text) ? { text, encoding: candidate } : null;
  }
  return null;
}

function markedEncoding([first, second, third]: Uint8Array): CaptionEncoding | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** So many bytes tell of what the rest is. */
const lookedBytes = 4096;

/** Times are ASCII in every language, so that many high bytes of UTF-16 are zero; other text has no zeros. */
function unmarkedUtf16(bytes: Uint8Array): CaptionEncoding | null {
  const looked = bytes.subarray(0, lookedBytes);
  const zeros = [0, 0];
  looked.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = looked.length / 10;
  if (odd > many && odd > even * 4) return 'utf-16le';
  return even > many && even > odd * 4 ? 'utf-16be' : null;
}

/** Of the characters of a text so many are usual ones, */
const usualShare = 0.9;
/** and of one that is read in the wrong encoding no more than so many. */
const strayShare = 0.8;

/**
 * Nearly all bytes are something in both encodings. What people write is of the first level of either character set,
 * or its punctuation; read as the other, about half of it falls elsewhere.
 */
function chineseEncoding(bytes: Uint8Array): CaptionEncoding[] {
  const [gb, big5] = usualShares(bytes);
  if (gb >= usualShare && big5 <= strayShare) return ['gb18030'];
  return big5 >= usualShare && gb <= strayShare ? ['big5'] : [];
}

function usualShares(bytes: Uint8Array): [gb: number, big5: number] {
  let [pairs, gb, big5] = [0, 0, 0];
  for (let at = 0; at + 1 < bytes.length; at += 1) {
    const [lead = 0, trail = 0] = [bytes[at], bytes[at + 1]];
    if (lead < 0x80) continue;
    at += 1;
    pairs += 1;
    const isMark = lead >= 0xa1 && lead <= 0xa3;
    // GB 2312 level 1 stands by pinyin, Big5 level 1 by strokes.
    if (trail >= 0xa1 && (isMark || (lead >= 0xb0 && lead <= 0xd7))) gb += 1;
    const isBig5Trail = (trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1;
    if (isBig5Trail && (isMark || (lead >= 0xa4 && lead <= 0xc6))) big5 += 1;
  }
  return pairs === 0 ? [0, 0] : [gb / pairs, big5 / pairs];
}

/** Whether something that can be decoded is text: pictures and programs have controls in it. */
function isText(text: string): boolean {
  return !/[^\P{Cc}\t\n\v\f\r\u0080-\u009f]|[\ufffe\uffff]/u.test(text);
}
