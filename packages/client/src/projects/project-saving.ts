import { ApiError } from '../api-error.ts';
import type { AbortSource, Clock, NewAbort } from '../upload/ports.ts';

/**
 * How far saving is. `waiting`: for a moment of rest; `failed`: tried again by itself; `refused`: the server does not
 * take this content, another may do; `changed`: somebody else saved first, and a person has to decide.
 */
export type ProjectSavingState = 'saved' | 'waiting' | 'saving' | 'failed' | 'refused' | 'changed';

/** How far saving is, and what stood in its way. */
export interface ProjectSavingNews {
  /** How far it is. */
  state: ProjectSavingState;
  /** What the last attempt ended with; null: nothing is wrong. */
  error: unknown;
}

/** What saving needs. */
export interface ProjectSavingOptions<C> {
  /** The revision that was loaded. */
  revision: number;
  /** Writes the content over a revision, and answers the next one. */
  save: (content: C, revision: number) => Promise<number>;
  /** Time. */
  clock: Clock;
  /** Makes what ends a wait. */
  newAbort: NewAbort;
  /** Hears of every change. */
  onChange: (news: ProjectSavingNews) => void;
}

/** Saves what somebody edits by itself. */
export interface ProjectSaving<C> {
  /** Notes what is to be saved. */
  note(content: C): void;
  /** Saves at once what waits; answers whether everything is saved afterwards. */
  flush(): Promise<boolean>;
  /** What is not saved yet; null: nothing. */
  unsaved(): C | null;
  /** Ends it: nothing is tried any more. */
  end(): void;
}

/** Whose last edit is so long ago is between two thoughts. */
const restMs = 800;
/** After so long what failed is tried again, each time twice as long up to the longest. */
const [retryMs, longestRetryMs] = [2000, 60_000];

/** Saves a project by itself while somebody edits it: one attempt at a time, each with all that there is by then. */
export function createProjectSaving<C extends object>(options: ProjectSavingOptions<C>): ProjectSaving<C> {
  const { save, clock, newAbort, onChange } = options;
  let { revision } = options;
  let state: ProjectSavingState = 'saved';
  let wanted: C | null = null;
  let running: Promise<void> | null = null;
  let wait: AbortSource | null = null;
  let failures = 0;
  let hasEnded = false;

  function tell(next: ProjectSavingState, error: unknown = null): void {
    state = next;
    onChange({ state, error });
  }

  function saveAfter(ms: number): void {
    wait?.abort();
    if (hasEnded) return;
    const mine = newAbort();
    wait = mine;
    void clock.sleep(ms, mine.signal).then(() => (mine.signal.aborted ? undefined : run()));
  }

  function run(): Promise<void> {
    wait?.abort();
    if (wanted === null || state === 'changed') return Promise.resolve();
    running ??= attempt(wanted).finally(() => (running = null));
    return running;
  }

  async function attempt(content: C): Promise<void> {
    tell('saving');
    try {
      revision = await save(content, revision);
      failures = 0;
      if (wanted === content) wanted = null;
      tell(wanted === null ? 'saved' : 'waiting');
      if (wanted !== null) saveAfter(restMs);
    } catch (error) {
      const code = error instanceof ApiError ? error.code : null;
      if (code === 'project_changed') return tell('changed', error);
      const isRefused = code === 'document_invalid' || code === 'invalid_request' || code === 'not_found';
      if (isRefused && wanted === content) return tell('refused', error);
      tell('failed', error);
      saveAfter(Math.min(longestRetryMs, retryMs * 2 ** failures));
      failures += 1;
    }
  }

  return {
    note(content) {
      wanted = content;
      // Whoever has to decide is not asked about each edit, and what is under way goes on with this afterwards.
      if (state === 'changed' || running !== null) return;
      tell('waiting');
      saveAfter(restMs);
    },
    async flush() {
      await running;
      await run();
      // What was noted while that was sent.
      if (state === 'waiting') await run();
      return wanted === null;
    },
    unsaved: () => wanted,
    end() {
      hasEnded = true;
      wait?.abort();
    },
  };
}
