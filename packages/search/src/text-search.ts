import { lexemesOf, type Condition } from './condition.ts';
import type { Lexeme } from './search-document.ts';

/**
 * Lexemes as PostgreSQL reads a `tsvector`: https://www.postgresql.org/docs/current/datatype-textsearch.html. Nothing
 * of the text can end a quoted lexeme, so nothing of it can be read as syntax.
 */
export function toTsvector(lexemes: readonly Lexeme[]): string {
  return lexemes
    .map(({ text, places }) => {
      const marks = places.map(({ position, label }) => `${position}${label}`);
      return `${quote(text)}:${marks.join(',')}`;
    })
    .join(' ');
}

/** A condition as PostgreSQL reads a `tsquery`, quoted as above. */
export function toTsquery(condition: Condition): string {
  if ('lexeme' in condition) return quote(condition.lexeme) + (condition.isPrefix === true ? ':*' : '');
  const [parts, sign] = 'any' in condition ? [condition.any, ' | '] : [condition.all, ' & '];
  return `(${parts.map(toTsquery).join(sign)})`;
}

/** Any lexeme of a condition: what a document is ranked by, which has some of them. */
export function toRankQuery(condition: Condition): string {
  return [...new Set(lexemesOf(condition).map(toTsquery))].join(' | ');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
