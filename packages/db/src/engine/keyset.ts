import { sql, type RawBuilder } from 'kysely';

/** A place in a list that is ordered by time and id. */
export interface ListPosition {
  /** Time of the last item seen. */
  at: Date;
  /** Its id. */
  id: string;
}

/**
 * Condition for the next page of a list that is ordered by a time and an id, the newest first; always true on the
 * first page.
 *
 * @param columns the two columns of the order, such as `videos.created_at` and `videos.id`
 * @param position the last item of the page before; null: this is the first one
 */
export function isAfter(
  columns: [at: string, id: string],
  position: ListPosition | null,
): RawBuilder<boolean> {
  if (position === null) return sql<boolean>`true`;
  const [at, id] = columns;
  return sql<boolean>`(${sql.ref(at)}, ${sql.ref(id)}) < (${position.at}, ${position.id})`;
}
