import { refuseField } from '../http/problem.ts';

/** A place in the ranking of what is hot. */
export interface HotPlace {
  /** Score of the last one that was shown. */
  score: number;
  /** Its id. */
  id: string;
}

/** Where somebody is in what is chosen for them: when they began, and how many they were shown. */
export interface SessionPlace {
  /** When they began, in milliseconds since 1970. */
  sinceMs: number;
  /** How many they were shown. */
  count: number;
}

/** Writes a place in the ranking as an opaque cursor. */
export function writeRankCursor({ score, id }: HotPlace): string {
  return encode(`h${score}_${id}`);
}

/**
 * Reads such a cursor; null for the first page.
 *
 * @throws WeireelError `invalid_request` for one that is not ours
 */
export function readRankCursor(cursor: string | undefined): HotPlace | null {
  if (cursor === undefined) return null;
  const [, score, id] = /^h(\d{1,6}(?:\.\d{1,20})?)_([0-9A-Za-z]{1,32})$/.exec(decode(cursor)) ?? [];
  if (score === undefined || id === undefined) throw refuseField('cursor', 'bad_format');
  return { score: Number(score), id };
}

/** Writes where somebody is as an opaque cursor. */
export function writeSessionCursor({ sinceMs, count }: SessionPlace): string {
  return encode(`s${sinceMs}_${count}`);
}

/**
 * Reads such a cursor; null for the first page.
 *
 * @throws WeireelError `invalid_request` for one that is not ours
 */
export function readSessionCursor(cursor: string | undefined): SessionPlace | null {
  if (cursor === undefined) return null;
  const [, since, count] = /^s(\d{1,15})_(\d{1,6})$/.exec(decode(cursor)) ?? [];
  if (since === undefined || count === undefined) throw refuseField('cursor', 'bad_format');
  return { sinceMs: Number(since), count: Number(count) };
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function decode(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString('latin1');
}
