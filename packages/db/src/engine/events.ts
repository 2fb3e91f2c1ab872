import type { EventKind } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from './connect.ts';
import type { EventRow } from './tables.ts';

/** NOTIFY channel that wakes readers of the event log; it carries nothing. */
export const eventsChannel = 'weireel_events';

/** NOTIFY channel with an asset's id whose progress moved; progress itself is not an event. */
export const progressChannel = 'weireel_progress';

/** What to write into the log. */
export interface NewEvent {
  /** What happened. */
  kind: EventKind;
  /** Id of the thing that it happened to. */
  subjectId: string;
  /** Whose thing it is; they get it on their stream. Absent: nobody's. */
  userId?: string;
  /** Request that caused it. Absent: background work. */
  requestId?: string;
  /** Details. Default: none. */
  payload?: object;
}

/** Appends an event; call it with the transaction of the change that it tells about. */
export async function appendEvent(trx: Database, event: NewEvent): Promise<void> {
  await trx
    .insertInto('events')
    .values({
      kind: event.kind,
      subject_id: event.subjectId,
      user_id: event.userId ?? null,
      request_id: event.requestId ?? null,
      payload: JSON.stringify(event.payload ?? {}),
    })
    .execute();
  await sql`select pg_notify(${eventsChannel}, '')`.execute(trx);
}

/** A place in the log, `<transaction>-<id>`; opaque to clients. */
export type EventCursor = string;

/** Whether a string has the form of a cursor. */
export function isEventCursor(text: string): boolean {
  return /^\d{1,19}-\d{1,18}$/.test(text);
}

/** The cursor of an event. */
export function cursorOf(event: Pick<EventRow, 'tx' | 'id'>): EventCursor {
  return `${event.tx}-${event.id}`;
}

/**
 * Reads events after a cursor in a stable order. Transactions commit in another order than they take ids, so
 * rows are ordered by transaction, and reading stops before the oldest transaction still open: no row can
 * appear behind a cursor later. A cursor that lies in the future was given out before a restore; it is read as the
 * beginning, since nobody knows what its owner has seen.
 */
export async function readEvents(
  db: Database,
  options: { after: EventCursor; userId?: string; limit: number },
): Promise<EventRow[]> {
  const [tx = '0', id = '0'] = options.after.split('-');
  // One expression, not a second condition: this stays a look-up in the index.
  const from = sql`case when ${tx}::xid8 < pg_snapshot_xmax(pg_current_snapshot()) then ${tx}::xid8 else '0' end`;
  let query = db
    .selectFrom('events')
    .selectAll()
    .where(sql<boolean>`(tx, id) > (${from}, ${id}::bigint)`)
    .where(sql<boolean>`tx < pg_snapshot_xmin(pg_current_snapshot())`)
    .orderBy('tx')
    .orderBy('id')
    .limit(options.limit);
  if (options.userId !== undefined) query = query.where('user_id', '=', options.userId);
  return query.execute();
}

/** The cursor behind the newest readable event: where a reader starts who wants only what comes. */
export async function latestEventCursor(db: Database): Promise<EventCursor> {
  const row = await db
    .selectFrom('events')
    .select(['tx', 'id'])
    .where(sql<boolean>`tx < pg_snapshot_xmin(pg_current_snapshot())`)
    .orderBy('tx', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? cursorOf(row) : '0-0';
}
