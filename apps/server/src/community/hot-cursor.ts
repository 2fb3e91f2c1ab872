import type { HotPosition } from '@weireel/db/community';
import { refuseField } from '../http/problem.ts';

/** Writes a place in a list that is ordered by likes, too, as an opaque cursor. */
export function writeHotCursor({ likes, at, id }: HotPosition): string {
  return Buffer.from(`${likes}.${at.getTime()}.${id}`).toString('base64url');
}

/**
 * Reads such a cursor; null for the first page.
 *
 * @throws WeireelError `invalid_request` for one that is not ours
 */
export function readHotCursor(cursor: string | undefined): HotPosition | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, likes, at, id] = /^(\d{1,9})\.(\d{1,15})\.([0-9A-Za-z]{1,32})$/.exec(text) ?? [];
  if (likes === undefined || at === undefined || id === undefined) throw refuseField('cursor', 'bad_format');
  return { likes: Number(likes), at: new Date(Number(at)), id };
}
