import { sql, type RawBuilder } from 'kysely';

/**
 * Whether a row of `chapters` begins within what its video shows now: of a shorter source that came later, those behind
 * its end are told to nobody, and of one whose length is not known yet, none is left out.
 *
 * @param durationMs how long that is, where the query has it at hand
 */
export function isWithinLength(durationMs: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`chapters.start_ms < coalesce(${durationMs}, 2147483647)`;
}

/** The same, looked up for each row by itself, so that nothing guesses at a whole table of videos. */
export const isWithin = isWithinLength(sql`(
  select source.duration_ms from videos as shown join assets as source on source.id = shown.asset_id
  where shown.id = chapters.video_id)`);
