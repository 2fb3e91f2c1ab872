import type { EditDocument } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import type { Problem } from '../validation/problem.ts';
import { perform } from './perform.ts';

/** One's own edits on top of what others did meanwhile. */
export interface Rebased {
  /** The document with both. */
  document: EditDocument;
  /** Own edits that hold, in their order; they are what is sent. */
  kept: Operation[];
  /** Own edits that make no sense any more, each with the reason, to tell the person. */
  dropped: { operation: Operation; problems: Problem[] }[];
}

/**
 * Performs edits that wait to be sent on a document that has changed meanwhile. The server puts edits in one order
 * and performs them in the same way, so that all who have seen the same edits have the same document.
 *
 * @param document as the server has it
 * @param pending own edits that the server has not seen, in their order
 */
export function rebase(document: EditDocument, pending: readonly Operation[]): Rebased {
  const rebased: Rebased = { document, kept: [], dropped: [] };
  for (const operation of pending) {
    const outcome = perform(rebased.document, operation);
    if (outcome.kind === 'done') {
      rebased.document = outcome.document;
      rebased.kept.push(operation);
    } else rebased.dropped.push({ operation, problems: outcome.problems });
  }
  return rebased;
}
