import type { JobSubject } from '@weireel/contract';
import { sql, type RawBuilder } from 'kysely';

/** The condition that a row of `jobs` is about a thing. */
export function isAbout({ type, id }: JobSubject): RawBuilder<boolean> {
  return sql<boolean>`jobs.subject_type = ${type} and jobs.subject_id = ${id}`;
}
