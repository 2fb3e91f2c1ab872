import type { EditDocument } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import { type Problem, problem } from '../validation/problem.ts';
import { type Outcome, perform } from './perform.ts';

/** One's own edits on top of what others did meanwhile. */
export interface MergedEdits {
  /** The document with both. */
  document: EditDocument;
  /** Places of own edits that hold, in their order. */
  kept: number[];
  /** Own edits that make no sense any more, or would undo what others did, each with its place and the reason. */
  dropped: { index: number; problems: Problem[] }[];
}

/** What merging needs besides the document and the edits. */
export interface MergeOptions {
  /** Cells that others changed since the document that the edits were made on: `items/a/name`, `fps`. */
  changed: ReadonlySet<string>;
  /** Performs an operation. Absent: `perform`, for those of our own making. */
  performOne?: (document: EditDocument, operation: Operation) => Outcome;
}

/**
 * Performs edits that were made on an earlier state of a document: each is some operations that hold together or not at
 * all. What says by how much is done on top of what others did; what sets a value that somebody else has set otherwise
 * since is not done, so that nobody's work goes unseen.
 *
 * @param document as it is now
 * @param edits in their order
 */
export function mergeEdits(
  document: EditDocument,
  edits: readonly (readonly Operation[])[],
  { changed, performOne = perform }: MergeOptions,
): MergedEdits {
  const merged: MergedEdits = { document, kept: [], dropped: [] };
  for (const [index, operations] of edits.entries()) {
    const outcome = performAll(merged.document, operations);
    if ('problems' in outcome) merged.dropped.push({ index, problems: outcome.problems });
    else {
      merged.document = outcome.document;
      merged.kept.push(index);
    }
  }
  return merged;

  function performAll(
    before: EditDocument,
    operations: readonly Operation[],
  ): { document: EditDocument } | { problems: Problem[] } {
    let present = before;
    for (const operation of operations) {
      const outcome = performOne(present, operation);
      if (outcome.kind === 'refused') {
        if (isGone(operation, outcome.problems)) continue;
        return { problems: outcome.problems };
      }
      const cell = cellSetBy(operation);
      const isOverwritten =
        cell !== null && changed.has(cell) && outcome.changes.some((change) => change.cell === cell);
      if (isOverwritten) return { problems: [problem('changed_meanwhile', cell.replaceAll('/', '.'))] };
      present = outcome.document;
    }
    return { document: present };
  }
}

/** Whether an operation takes away what somebody else took away already: both wanted the same. */
function isGone({ kind }: Operation, [first]: readonly Problem[]): boolean {
  const takesAway = kind === 'delete' || kind === 'removeTrack' || kind === 'removeTransition';
  const codes: readonly string[] = ['item_missing', 'track_missing', 'transition_missing'];
  return takesAway && first !== undefined && codes.includes(first.code);
}

/** The cell that an operation gives a value, whatever stood in it before; null: it says by how much, or makes sure itself. */
function cellSetBy(operation: Operation): string | null {
  switch (operation.kind) {
    case 'setItem':
      return `items/${operation.item}/${operation.field}`;
    case 'move':
      return `items/${operation.item}/start`;
    case 'retime':
      return `items/${operation.item}/retime`;
    case 'setTrack':
      return `tracks/${operation.track}/${operation.field}`;
    case 'setTransition':
      return `transitions/${operation.transition}/${operation.field}`;
    case 'setAsset':
      return `assets/${operation.id}`;
    case 'setStyle':
      return `styles/${operation.id}`;
    case 'setMarker':
      return `markers/${operation.id}`;
    case 'setDocument':
      return operation.field;
    default:
      return null;
  }
}
