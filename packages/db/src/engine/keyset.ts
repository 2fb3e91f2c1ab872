import { sql, type RawBuilder } from 'kysely';

/** A place in a list that is ordered by time and id. */
export interface ListPosition {
  /** Time of the last item seen. */
  at: Date;
  /** Its id. */
  id: string;
}

/** In which order a list stands. */
export type ListOrder = 'ascending' | 'descending';

/**
 * Condition for the next page of a list that is ordered by some columns, all in one direction; always true on the first
 * page.
 *
 * @param columns the columns of the order; together they are unlike for each item
 * @param values what the last item seen has in them; null: this is the first page
 */
export function isBehind(
  columns: readonly string[],
  values: readonly unknown[] | null,
  order: ListOrder,
): RawBuilder<boolean> {
  if (values === null) return sql<boolean>`true`;
  const side = order === 'ascending' ? sql`>` : sql`<`;
  return sql<boolean>`(${sql.join(columns.map((column) => sql.ref(column)))}) ${side} (${sql.join(values)})`;
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
  return isBehind(columns, position && [position.at, position.id], 'descending');
}
