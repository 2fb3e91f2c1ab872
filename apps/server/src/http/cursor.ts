import type { ListPosition } from '@weireel/db';
import { refuseField } from './problem.ts';

/** How many items of a list a page has, unless it is asked for another number. */
export const defaultLimit = 20;

/** Writes a place in a list as an opaque cursor. */
export function writeCursor(position: ListPosition): string {
  return Buffer.from(`${position.at.getTime()}.${position.id}`).toString('base64url');
}

/**
 * Reads a cursor; null for the first page.
 *
 * @throws WeireelError `invalid_request` for one that is not ours
 */
export function readCursor(cursor: string | undefined): ListPosition | null {
  if (cursor === undefined) return null;
  const match = /^(\d{1,15})\.([0-9A-Za-z]{1,32})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!match?.[1] || !match[2]) throw refuseField('cursor', 'bad_format');
  return { at: new Date(Number(match[1])), id: match[2] };
}

/**
 * Cuts a page out of rows that were asked for with one more than fits.
 *
 * @param cursorOf writes the place of a row as a cursor
 */
export function cutPage<R>(
  rows: R[],
  limit: number,
  cursorOf: (row: R) => string,
): { shown: R[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { shown, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** A page of a list by time and id as `cutPage` cuts it, with its rows as they are answered. */
export function pageOf<R, T>(
  rows: R[],
  limit: number,
  present: (row: R) => T,
  place: (row: R) => ListPosition,
): { items: T[]; nextCursor: string | null } {
  const { shown, nextCursor } = cutPage(rows, limit, (row) => writeCursor(place(row)));
  return { items: shown.map(present), nextCursor };
}
