import type { EditDocument } from '../edit-document.ts';
import type { Problem } from '../validation/problem.ts';

/** A document after an edit, or why there is none. */
export type Edited = EditDocument | Problem;

/** Whether an edit was refused. */
export function isRefused<T extends object>(edited: T | Problem): edited is Problem {
  return 'code' in edited;
}
