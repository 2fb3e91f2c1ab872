import { sql, type Expression } from 'kysely';

/** Longer than a signature for media of this length can live: the clip, an hour, rounding, and as much again. */
export function signatureLife(durationMs: Expression<number | null>) {
  return sql`(interval '3 hours' + make_interval(secs => 2 * coalesce(${durationMs}, 0) / 1000.0))`;
}
