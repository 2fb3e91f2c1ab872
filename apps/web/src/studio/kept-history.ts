import type { Change, EditHistory } from '@weireel/edit';

/** Steps that are kept in each direction. */
const mostSteps = 100;
/** Of all that is kept of a project, in characters. */
const mostCharacters = 500_000;

/** Where text is kept for as long as the tab is open: what `sessionStorage` does. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Edits of one revision that can be undone, and those that can be done again. */
type Steps = Pick<EditHistory, 'done' | 'undone'>;

const nameOf = (projectId: string): string => `weireel.studio.${projectId}`;

/**
 * Keeps what can be undone of a project as it was just saved, the latest steps and not more than the bounds say; they
 * belong to this revision and to no other. Where nothing can be kept, nothing is.
 */
export function keepHistory(
  store: TextStore,
  projectId: string,
  { revision, done, undone }: Steps & { revision: number },
): void {
  for (let most = mostSteps; most > 0; most = Math.floor(most / 2)) {
    const text = JSON.stringify({ revision, done: done.slice(-most), undone: undone.slice(-most) });
    if (text.length > mostCharacters) continue;
    try {
      store.setItem(nameOf(projectId), text);
      return;
    } catch {
      // It is full, or closed to us: fewer steps may have room.
    }
  }
  forgetHistory(store, projectId);
}

/** What was kept of this very revision; nothing of any other, and nothing that is no history. */
export function readHistory(store: TextStore, projectId: string, revision: number): Steps {
  try {
    const kept: unknown = JSON.parse(store.getItem(nameOf(projectId)) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('revision' in kept) || kept.revision !== revision)
      return { done: [], undone: [] };
    const { done, undone } = { done: null, undone: null, ...kept };
    return areSteps(done) && areSteps(undone) ? { done, undone } : { done: [], undone: [] };
  } catch {
    return { done: [], undone: [] };
  }
}

function forgetHistory(store: TextStore, projectId: string): void {
  try {
    store.removeItem(nameOf(projectId));
  } catch {
    // What cannot be reached is not read either.
  }
}

/** Each change makes sure itself of what it takes back; here it is enough that it is one. */
function areSteps(value: unknown): value is Change[][] {
  return (
    Array.isArray(value) &&
    value.every(
      (step: unknown) =>
        Array.isArray(step) &&
        step.every(
          (change: unknown) =>
            typeof change === 'object' &&
            change !== null &&
            'cell' in change &&
            typeof change.cell === 'string',
        ),
    )
  );
}
