import type { EditDocument } from '../edit-document.ts';
import { perform } from '../operations/perform.ts';
import type { Operation } from '../schema/operation.ts';

/** The document after edits that must all hold. */
export function after(document: EditDocument, ...operations: Operation[]): EditDocument {
  return operations.reduce((present, operation) => {
    const outcome = perform(present, operation);
    if (outcome.kind === 'refused') throw new Error(`${operation.kind}: ${JSON.stringify(outcome.problems)}`);
    return outcome.document;
  }, document);
}
