import type { CancelSignal } from '@weireel/contract';
import type { Database } from '@weireel/db';
import {
  indexCaptionsAfter,
  indexChaptersAfter,
  indexCollectionsAfter,
  indexUsersAfter,
  indexVideosAfter,
  type IndexedBatch,
  type IndexScope,
} from '@weireel/db/search';
import type { WordCutter } from '@weireel/search';

/** So many are indexed at a time; between two batches it may be stopped. */
const batchSize = 100;

/** How many of each kind were indexed anew. */
export interface IndexedCounts {
  /** Videos. */
  videos: number;
  /** People. */
  users: number;
  /** Collections. */
  collections: number;
  /** Captions of a video in one language. */
  captions: number;
  /** Chapters. */
  chapters: number;
}

/**
 * Makes anew what search finds things by, in one walk through all videos, people, collections, captions and chapters.
 * Search and edits go on meanwhile: everything is found by its former lexemes until it has new ones. It may be stopped
 * and begun again at any point, and run twice at once.
 *
 * @returns how many were indexed
 */
export async function rebuildSearch(options: {
  /** Typed queries. */
  db: Database;
  /** The dictionary. */
  words: WordCutter;
  /** What of everything is made anew. */
  scope: IndexScope;
  /** Ends it after the present batch. Absent: it goes on to the end. */
  signal?: CancelSignal;
  /** Told after each batch how many were indexed so far. Absent: nobody asks. */
  onProgress?: (done: IndexedCounts) => void;
}): Promise<IndexedCounts> {
  const { db, words, scope, signal, onProgress } = options;
  const done: IndexedCounts = { videos: 0, users: 0, collections: 0, captions: 0, chapters: 0 };
  const walks = [
    ['videos', indexVideosAfter],
    ['users', indexUsersAfter],
    ['collections', indexCollectionsAfter],
    ['captions', indexCaptionsAfter],
    ['chapters', indexChaptersAfter],
  ] as const;
  for (const [kind, indexAfter] of walks) {
    let after: string | null = null;
    do {
      if (signal?.aborted === true) return done;
      const batch: IndexedBatch = await indexAfter(db, words, { scope, after, limit: batchSize });
      done[kind] += batch.count;
      if (batch.count > 0) onProgress?.({ ...done });
      after = batch.last;
    } while (after !== null);
  }
  return done;
}
