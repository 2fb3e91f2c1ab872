import { refuseField } from '../http/problem.ts';

/** Writes a place in a collection as an opaque cursor. */
export function writePlaceCursor(place: number): string {
  return Buffer.from(`p${place}`).toString('base64url');
}

/**
 * Reads such a cursor; null for the first page.
 *
 * @throws WeireelError `invalid_request` for one that is not ours
 */
export function readPlaceCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const [, place] = /^p(-?\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (place === undefined) throw refuseField('cursor', 'bad_format');
  return Number(place);
}
