/** Columns of a row that hold times. */
export type DateColumn<Row> = {
  [C in keyof Row]-?: Date extends Row[C] ? C : never;
}[keyof Row];

/** A row whose times are text, as they come inside JSON. */
export type WithTextDates<Row> = Omit<Row, DateColumn<Row>> & {
  [C in DateColumn<Row>]: Row[C] | string;
};

/**
 * Reads the times of a row that came inside JSON.
 *
 * @param columns every column that holds a time: one that is forgotten does not compile
 */
export function decodeDates<Row>(row: WithTextDates<Row>, columns: Record<DateColumn<Row>, true>): Row {
  const decoded: Record<string, unknown> = { ...row };
  for (const column of Object.keys(columns)) {
    const value = decoded[column];
    if (typeof value === 'string') decoded[column] = new Date(value);
  }
  // Every column that the two types tell apart has been decoded.
  return decoded as Row;
}
