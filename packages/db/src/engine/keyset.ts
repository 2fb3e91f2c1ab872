import { sql, type Expression, type RawBuilder } from 'kysely';

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

/**
 * Whether something is on a page of ids, for the query that puts everything else beside them. The page is read first and
 * once: the database may plan for a list of average length, and would else work out everything beside all of a long one.
 *
 * @param column what is compared, such as `videos.id`
 * @param page the ids, in their order and with their limit
 */
export function isOneOf(column: string, page: Expression<{ id: string }>): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = any(array(${page}))`;
}
