import { sql, type RawBuilder } from 'kysely';

/** A person in a query: their id, or the column that holds it. */
export type PersonRef = string | RawBuilder<unknown>;

/** Whether either of two people has blocked the other. */
export function isApart(one: PersonRef, other: PersonRef): RawBuilder<boolean> {
  return sql<boolean>`(
    exists (select from blocks where user_id = ${one} and other_id = ${other})
    or exists (select from blocks where user_id = ${other} and other_id = ${one}))`;
}

/**
 * Whether a reader wants to read what somebody says: neither has blocked the other, and the reader has not muted them.
 * Who is not signed in reads everybody.
 */
export function isHeard(reader: PersonRef | null, speaker: RawBuilder<unknown>): RawBuilder<boolean> {
  if (reader === null) return sql<boolean>`true`;
  return sql<boolean>`(not ${isApart(reader, speaker)}
    and not exists (select from mutes where user_id = ${reader} and other_id = ${speaker}))`;
}

/** The ids of all whom a person does not want to read, or who has blocked them, as an array: found once for a query. */
export function unheardBy(userId: PersonRef): RawBuilder<string[]> {
  return sql<string[]>`array(
    select other_id from blocks where user_id = ${userId}
    union all select user_id from blocks where other_id = ${userId}
    union all select other_id from mutes where user_id = ${userId})`;
}
