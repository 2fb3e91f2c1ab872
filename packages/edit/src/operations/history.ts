import type { EditDocument } from '../edit-document.ts';
import type { Change, Operation } from '../schema/operation.ts';
import type { Problem } from '../validation/problem.ts';
import { changesBetween, invertChanges } from './cells.ts';
import { type Outcome, perform } from './perform.ts';

/** A document with one person's edits, which they may undo. Plain JSON, so that it survives a reload. */
export interface EditHistory {
  /** The document as it is. */
  document: EditDocument;
  /** What this person's edits changed, the last one last. */
  done: Change[][];
  /** What was undone since the last edit, the last one last. */
  undone: Change[][];
}

/** A history after a step, or why there is none. */
export type Step =
  | {
      kind: 'done';
      /** The history afterwards. */
      history: EditHistory;
      /** The same step for other devices. */
      operation: Operation;
    }
  | {
      kind: 'refused';
      /** Why; the history is what it was. */
      problems: Problem[];
    };

/** Performs an edit that can be undone. What was undone before can then be redone no more. */
export function performStep(history: EditHistory, operation: Operation): Step {
  const { document, done } = history;
  return step(perform(document, operation), operation, (changes) => ({
    done: changes.length === 0 ? done : [...done, changes],
    undone: changes.length === 0 ? history.undone : [],
  }));
}

/** Performs several edits that are undone as one; the first that is refused refuses them all. */
export function performTogether(history: EditHistory, operations: readonly Operation[]): Step {
  let { document } = history;
  for (const operation of operations) {
    const outcome = perform(document, operation);
    if (outcome.kind === 'refused') return outcome;
    document = outcome.document;
  }
  return performStep(history, { kind: 'change', changes: changesBetween(history.document, document) });
}

/**
 * Undoes the last edit of this person; null when there is none. Refused where somebody else has changed the same
 * since.
 */
export function undo({ document, done, undone }: EditHistory): Step | null {
  const last = done.at(-1);
  if (last === undefined) return null;
  const operation: Operation = { kind: 'change', changes: invertChanges(last) };
  return step(perform(document, operation), operation, () => ({
    done: done.slice(0, -1),
    undone: [...undone, last],
  }));
}

/** Does again what was undone last; null when there is nothing. Refused as `undo` is. */
export function redo({ document, done, undone }: EditHistory): Step | null {
  const last = undone.at(-1);
  if (last === undefined) return null;
  const operation: Operation = { kind: 'change', changes: last };
  return step(perform(document, operation), operation, () => ({
    done: [...done, last],
    undone: undone.slice(0, -1),
  }));
}

function step(
  outcome: Outcome,
  operation: Operation,
  lists: (changes: Change[]) => Pick<EditHistory, 'done' | 'undone'>,
): Step {
  if (outcome.kind === 'refused') return outcome;
  return { kind: 'done', history: { document: outcome.document, ...lists(outcome.changes) }, operation };
}
