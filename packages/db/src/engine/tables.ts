import type { Generated, JSONColumnType, Selectable } from 'kysely';
import type { JsonOrNull } from './column-types.ts';

/** Facts of this installation: secrets stay in the data folder, this is what must travel with the database. */
export interface InstallationTable {
  key: string;
  value: JSONColumnType<object>;
}

/** The append-only log of what happened, written in the business transaction. */
export interface EventsTable {
  id: Generated<string>;
  /** The writing transaction; readers stop before the oldest one still open, so they never skip a row. */
  tx: Generated<string>;
  at: Generated<Date>;
  /** An `EventKind` of this or another version. */
  kind: string;
  subject_id: string;
  user_id: string | null;
  request_id: string | null;
  payload: JSONColumnType<object>;
}

/** Answers of creating calls, by the caller's Idempotency-Key. */
export interface IdempotencyTable {
  scope: string;
  key: string;
  body_hash: string;
  status: number | null;
  answer: JsonOrNull<object>;
  created_at: Generated<Date>;
}

/** What belongs to no noun: facts of the installation, the log of events, answers given before. */
export interface EngineTables {
  installation: InstallationTable;
  events: EventsTable;
  idempotency: IdempotencyTable;
}

/** An event's row. */
export type EventRow = Selectable<EventsTable>;
