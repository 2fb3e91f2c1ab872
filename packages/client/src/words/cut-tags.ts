/** A piece of a text. */
export interface TagPiece {
  /** What it says, signs and all. */
  text: string;
  /** The tag that it names. Absent: none. */
  tag?: string;
}

/** `#` or `＃` before letters, digits and `_`, at a beginning or behind what is none of these. */
const named = /(?<![\p{L}\p{N}_#＃&/])[#＃]([\p{L}\p{N}_]{1,30})(?![\p{L}\p{N}_])/gu;

/** Cuts a text at the tags that it names, such as `#海边`; joined together, the pieces are the text. */
export function cutTags(text: string): TagPiece[] {
  const pieces: TagPiece[] = [];
  let at = 0;
  for (const { 0: whole, 1: tag, index } of text.matchAll(named)) {
    // Digits alone are a number, as in «#1».
    if (tag === undefined || /^\d+$/u.test(tag)) continue;
    if (index > at) pieces.push({ text: text.slice(at, index) });
    pieces.push({ text: whole, tag });
    at = index + whole.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
