import type { EditDocument } from '../edit-document.ts';
import type { Change, Operation } from '../schema/operation.ts';
import { checkMeaning } from '../validation/check-meaning.ts';
import type { Problem } from '../validation/problem.ts';
import { applyChanges, changesBetween } from './cells.ts';
import * as fields from './edit-fields.ts';
import * as items from './edit-items.ts';
import { type Edited, isRefused } from './edited.ts';
import { settle } from './timeline.ts';

/** What came of an edit. */
export type Outcome =
  | {
      kind: 'done';
      /** The document afterwards. */
      document: EditDocument;
      /** What the edit changed; inverted they lead back. Empty: it changed nothing. */
      changes: Change[];
    }
  | {
      kind: 'refused';
      /** Why; the document is what it was. */
      problems: Problem[];
    };

/**
 * Performs one edit. The document afterwards is a valid one, or the edit is refused as a whole.
 *
 * @param document a valid one
 * @param operation one of our own making; what others send goes through `performUntrusted`
 */
export function perform(document: EditDocument, operation: Operation): Outcome {
  const edited = apply(document, operation);
  return isRefused(edited) ? { kind: 'refused', problems: [edited] } : finish(document, operation, edited);
}

/** Puts an edited document in order, and sees whether it is a valid one. */
export function finish(before: EditDocument, { kind }: Operation, edited: EditDocument): Outcome {
  // Cells that are put back make a document that was in order.
  const document = kind === 'change' ? edited : settle(before, edited);
  const errors = checkMeaning(document).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { kind: 'refused', problems: errors };
  return { kind: 'done', document, changes: changesBetween(before, document) };
}

/** A document with an edit, before it is put in order and checked. */
export function apply(document: EditDocument, operation: Operation): Edited {
  switch (operation.kind) {
    case 'insert':
      return items.insertItem(document, operation);
    case 'delete':
      return items.deleteItem(document, operation);
    case 'move':
      return items.moveItem(document, operation);
    case 'reorder':
      return items.reorderItem(document, operation);
    case 'trimIn':
      return items.trimIn(document, operation);
    case 'trimOut':
      return items.trimOut(document, operation);
    case 'slip':
      return items.slipItem(document, operation);
    case 'roll':
      return items.rollCut(document, operation);
    case 'slide':
      return items.slideItem(document, operation);
    case 'split':
      return items.split(document, operation);
    case 'retime':
      return items.retimeItem(document, operation);
    case 'setItem':
      return fields.setItem(document, operation);
    case 'setKey':
      return fields.setKey(document, operation);
    case 'deleteKey':
      return fields.deleteKey(document, operation);
    case 'addTrack':
      return fields.addTrack(document, operation);
    case 'removeTrack':
      return fields.removeTrack(document, operation);
    case 'moveTrack':
      return fields.moveTrack(document, operation);
    case 'setTrack':
      return fields.setTrack(document, operation);
    case 'addTransition':
      return fields.addTransition(document, operation);
    case 'removeTransition':
      return fields.removeTransition(document, operation);
    case 'setTransition':
      return fields.setTransition(document, operation);
    case 'setAsset':
      return fields.setAsset(document, operation);
    case 'setStyle':
      return fields.setStyle(document, operation);
    case 'setMarker':
      return fields.setMarker(document, operation);
    case 'setDocument':
      return fields.setDocument(document, operation);
    case 'change':
      return applyChanges(document, operation.changes);
  }
}
