import type { CancelSignal } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { indexStale, type IndexedCounts } from '@weireel/db/search';
import type { WordCutter } from '@weireel/search';

/** So many are indexed at a time; between two batches it may be stopped. */
const batchSize = 100;

/**
 * Indexes for search what was never indexed or by other rules, the newest first, until nothing is left. Search and
 * edits go on meanwhile; it may be stopped and begun again at any point, and run twice at once.
 *
 * @returns how many were indexed
 */
export async function rebuildSearch(options: {
  /** Typed queries. */
  db: Database;
  /** The dictionary. */
  words: WordCutter;
  /** Ends it after the present batch. Absent: it goes on to the end. */
  signal?: CancelSignal;
  /** Told after each batch how many were indexed so far. Absent: nobody asks. */
  onProgress?: (done: IndexedCounts) => void;
}): Promise<IndexedCounts> {
  const { db, words, signal, onProgress } = options;
  const done: IndexedCounts = { videos: 0, users: 0 };
  while (signal?.aborted !== true) {
    const batch = await indexStale(db, words, batchSize);
    if (batch.videos + batch.users === 0) break;
    done.videos += batch.videos;
    done.users += batch.users;
    onProgress?.({ ...done });
  }
  return done;
}
