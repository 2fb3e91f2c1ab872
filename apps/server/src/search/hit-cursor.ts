import type { HitPosition } from '@weireel/db/search';
import { refuseField } from '../http/problem.ts';

/** A place in a list of hits, and how the list was made. */
export interface HitCursor extends HitPosition {
  /** Number of the attempt that found it. */
  attempt: number;
  /** When the first page was made, in milliseconds since 1970: freshness is counted from there on every page. */
  asOfMs: number;
}

/** Writes a place in a list of hits as an opaque cursor. */
export function writeHitCursor({ attempt, asOfMs, score, id }: HitCursor): string {
  return Buffer.from(`${attempt}.${asOfMs}.${score}.${id}`).toString('base64url');
}

/**
 * Reads a cursor; null for the first page.
 *
 * @throws WeireelError `invalid_request` for one that is not ours
 */
export function readHitCursor(cursor: string | undefined): HitCursor | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const match = /^(\d)\.(\d{1,15})\.(\d{1,15})\.([0-9A-Za-z]{1,32})$/.exec(text);
  const [, attempt, asOfMs, score, id] = match ?? [];
  if (id === undefined) throw refuseField('cursor', 'bad_format');
  return { attempt: Number(attempt), asOfMs: Number(asOfMs), score: Number(score), id };
}
