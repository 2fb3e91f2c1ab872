/** What the first letter of a lexeme says. */
export const lexemeKinds = {
  /** A word of the dictionary, or a character that stands alone. */
  word: 'w',
  /** A word within a longer one, of which the rest is a word too. */
  half: 'h',
  /** A word that begins or ends a longer one. */
  edge: 'e',
  /** Two characters beside each other that the dictionary knows no word of: mostly names. */
  pair: 'b',
  /** A character. */
  character: 'c',
  /** A word of letters or digits. */
  latin: 'l',
  /** Pinyin from the beginning of a word to the end of one. */
  pinyin: 'p',
  /** First letters of the same. */
  initials: 'i',
} as const;

/** Kind of a lexeme. */
export type LexemeKind = keyof typeof lexemeKinds;

/** A lexeme's text. */
export function lexeme(kind: LexemeKind, text: string): string {
  return lexemeKinds[kind] + text;
}
