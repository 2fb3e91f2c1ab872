import type { Database } from '@weireel/db';
import { rebuildSearch } from '@weireel/upkeep/search';
import type { WordCutter } from '@weireel/search';

/**
 * Indexes in the background what was never indexed, or by the rules of another version: after an upgrade, or after a
 * restore, which brings no index. Everything else is indexed as it is written.
 *
 * @returns ends it, and resolves when nothing of it runs any more
 */
export function indexWhatIsMissing(
  db: Database,
  words: WordCutter,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  const running = rebuildSearch({ db, words, scope: 'stale', signal: stopping.signal }).catch(onError);
  return async () => {
    stopping.abort();
    await running;
  };
}
