import { decodeEvent, type EventFacts, type EventKind, type EventPayload } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from './connect.ts';
import type { EventRow } from './tables.ts';

/** NOTIFY channel that wakes readers of the event log; it carries the id of the person whose thing it is. */
export const eventsChannel = 'weireel_events';

/** What to write into the log. */
export type NewEvent = {
  [K in EventKind]: {
    /** What happened. */
    kind: K;
    /** Id of the thing that it happened to. */
    subjectId: string;
    /** Whose thing it is; they get it on their stream, and so do those who belong to that channel. */
    userId: string;
    /** Request that caused it. Absent: background work. */
    requestId?: string;
  } & PayloadOf<K>;
}[EventKind];

/** Details are left out where the kind has none. */
type PayloadOf<K extends EventKind> =
  Record<never, never> extends EventPayload<K> ? { payload?: EventPayload<K> } : { payload: EventPayload<K> };

/** Appends an event; call it with the transaction of the change that it tells about. */
export async function appendEvent(trx: Database, event: NewEvent): Promise<void> {
  const { kind, subjectId, userId, requestId = null, payload = {} } = event;
  // What somebody has sent may be shown by a channel, whose others see how far it is.
  const channels =
    kind === 'asset.changed'
      ? sql`union select author_id from videos
          where made_by is not null and (asset_id = ${subjectId} or next_asset_id = ${subjectId})`
      : sql``;
  await sql`with whose as (select ${userId}::text as id ${channels}), added as (
      insert into events (kind, subject_id, user_id, request_id, payload)
      select ${kind}, ${subjectId}, id, ${requestId}, ${JSON.stringify(payload)}::jsonb from whose
      returning user_id
    ) select pg_notify(${eventsChannel}, user_id) from added`.execute(trx);
}

/** An event as it was stored, its payload by its kind. */
export type StoredEvent = Omit<EventRow, 'kind' | 'payload'> & EventFacts;

/** Events in the order of the log. */
export interface EventPage {
  /** Those that this version knows. */
  events: StoredEvent[];
  /** Where to go on, behind the last row read, known or not. */
  next: EventCursor;
  /** Whether there may be more. */
  isFull: boolean;
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
 * appear behind a cursor later. Rows of kinds that another version wrote are passed over. A cursor that lies in the future was given out before a restore; it is read as the
 * beginning, since nobody knows what its owner has seen.
 */
export async function readEvents(
  db: Database,
  options: { after: EventCursor; userIds?: readonly string[]; limit: number },
): Promise<EventPage> {
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
  const { userIds } = options;
  // Of one the index gives them in their order.
  if (userIds?.length === 1) query = query.where('user_id', '=', userIds[0] ?? null);
  else if (userIds !== undefined) query = query.where(sql<boolean>`user_id = any(${userIds}::text[])`);
  const rows = await query.execute();
  const last = rows.at(-1);
  return {
    events: rows.flatMap(({ kind, payload, ...row }) => {
      const facts = decodeEvent(kind, payload);
      return facts ? [{ ...row, ...facts }] : [];
    }),
    next: last ? cursorOf(last) : options.after,
    isFull: rows.length === options.limit,
  };
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
