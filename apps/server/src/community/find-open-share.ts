import { mayOthers, standings } from '@weireel/catalogue';
import type { Database } from '@weireel/db';
import { findShared } from '@weireel/db/community';
import { findVideoFacts } from '@weireel/db/videos';

/** Characters of a code: more than 10^17 of them, so that trying finds none. */
export const codeLength = 10;

/**
 * The video to which a short link leads whoever follows it, to be told there whether it is for them; null: there is
 * none, or it is for its author alone.
 */
export async function findOpenShare(db: Database, code: string): Promise<string | null> {
  const videoId = /^[0-9A-Za-z]{10}$/.test(code) ? await findShared(db, code) : null;
  const video = videoId === null ? null : await findVideoFacts(db, videoId, null);
  const isForSome = video !== null && standings.some((standing) => mayOthers('see', video, standing));
  return isForSome ? videoId : null;
}
