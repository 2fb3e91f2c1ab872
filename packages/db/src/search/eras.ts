import { sql, type RawBuilder } from 'kysely';

/** Length of the shortest era. */
const shortestHours = 4;
/** An era is this many of the next shorter ones. */
const growth = 4;
/** Number of the longest era's level; it is 30 years. */
const longestLevel = 8;

const hourMs = 3_600_000;

/**
 * Lexemes for the spans of time that something was made in, one of each level: four hours, sixteen, and so on. They
 * stand in the same index as its words, so that what has a word and is of a span is found without reading what is not.
 *
 * @param at a column or an expression of type `timestamptz`
 */
export function eraLexemes(at: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`array_to_tsvector(array(
    select 't' || level || 'n' || floor(extract(epoch from ${at}) / (3600 * ${shortestHours} * ${growth} ^ level))::bigint
    from generate_series(0, ${longestLevel}) as level))`;
}

/**
 * Lexemes of spans that together hold all time up to a moment, the newest first. None is longer than all those before
 * it together, but for the shortest: whoever stops within one has about the newest, and few are enough for all.
 */
export function erasBackFrom(moment: Date): string[] {
  const eras: string[] = [];
  let left = Math.floor(moment.getTime() / (hourMs * shortestHours)) + 1;
  for (let level = 0; left > 0; level += 1) {
    for (let taken = 0; left > 0; taken += 1) {
      if (level < longestLevel && taken >= growth && left % growth === 0) break;
      left -= 1;
      eras.push(`t${level}n${left}`);
    }
    left /= growth;
  }
  return eras;
}
