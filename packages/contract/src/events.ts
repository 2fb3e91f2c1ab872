import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { captionsEvents } from './captions/events.ts';
import { notificationsEvents } from './notifications/events.ts';
import { peopleEvents } from './people/events.ts';
import { processingEvents } from './processing/events.ts';
import { uploadsEvents } from './uploads/events.ts';
import { videosEvents } from './videos/events.ts';

/**
 * Kinds of the append-only `events` table with the schemas of their payloads. The name says what happened to which
 * noun; the subject's id is in the row. Rows are kept for ever: a payload may get optional members, and nothing else.
 */
export const eventPayloads = {
  ...peopleEvents,
  ...uploadsEvents,
  ...videosEvents,
  ...processingEvents,
  ...captionsEvents,
  ...notificationsEvents,
} as const satisfies Record<`${string}.${string}`, TSchema>;

/** What happened. */
export type EventKind = keyof typeof eventPayloads;

/** Details of an event of a kind. */
export type EventPayload<K extends EventKind> = Static<(typeof eventPayloads)[K]>;

/** What happened with its details; a union, so that the kind tells the payload's type. */
export type EventFacts = { [K in EventKind]: { kind: K; payload: EventPayload<K> } }[EventKind];

/** A stored kind and payload as what they are; null when they are of another version's making. */
export function decodeEvent(kind: string, payload: unknown): EventFacts | null {
  if (!isEventKind(kind) || !Value.Check(eventPayloads[kind], payload)) return null;
  return { kind, payload } as EventFacts; // the payload passed the schema of this very kind
}

function isEventKind(kind: string): kind is EventKind {
  return Object.hasOwn(eventPayloads, kind);
}
