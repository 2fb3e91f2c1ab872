import type { ColumnType } from 'kysely';

/** A point in time: `timestamptz`, read as `Date`. Milliseconds never appear in the database. */
export type Instant = ColumnType<Date, Date | string, Date | string>;
/** A point in time, or null. */
export type InstantOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** A column whose default the database fills in. */
export type Defaulted<T> = ColumnType<T, T | undefined, T>;
/** A JSON column that may be null; written as text. */
export type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;
