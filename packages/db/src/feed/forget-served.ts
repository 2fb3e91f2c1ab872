import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** How long it is remembered what people were shown unasked, in days. */
const keptDays = 90;
/** How much is remembered of one person: more than the feed ever chooses among. */
const keptOfPerson = 5000;
/** Rows that are read, or removed, at once. */
const mostAtOnce = 5000;

/**
 * Forgets what people were shown unasked long ago, and of each the oldest beyond so many. Of the long ago it takes a
 * part each time; and more has come only to those who were shown something last.
 */
export async function forgetServed(
  db: Database,
  { now, ofPerson = keptOfPerson }: { now: Date; ofPerson?: number },
): Promise<void> {
  const oldest = new Date(now.getTime() - keptDays * 86_400_000);
  // By where they lie: however few or many there are, the table itself is not read for it.
  await sql`delete from served_videos where ctid = any(array(
    select ctid from served_videos where served_at < ${oldest}
    order by served_at limit ${mostAtOnce}))`.execute(db);
  await sql`
    with recent as (
      select distinct user_id from (
        select user_id from served_videos order by served_at desc limit ${mostAtOnce}) as latest),
    bounds as (
      select recent.user_id, beyond.served_at from recent cross join lateral (
        select served_at from served_videos where user_id = recent.user_id
        order by served_at desc offset ${ofPerson} limit 1) as beyond)
    delete from served_videos where ctid = any(array(
      select old.ctid from bounds cross join lateral (
        select ctid from served_videos where user_id = bounds.user_id and served_at <= bounds.served_at
        order by served_at limit ${mostAtOnce}) as old
      limit ${mostAtOnce}))`.execute(db);
}
