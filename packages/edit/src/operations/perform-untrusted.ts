import type { EditDocument } from '../edit-document.ts';
import { EditDocument as documentSchema } from '../schema/edit-document.ts';
import { Operation } from '../schema/operation.ts';
import { checkShape } from '../validation/check-shape.ts';
import { checkSize } from '../validation/check-size.ts';
import type { JsonSchema } from '../validation/json-schema.ts';
import type { Problem } from '../validation/problem.ts';
import { isRefused } from './edited.ts';
import { type Outcome, apply, finish } from './perform.ts';

/**
 * Performs whatever somebody sent as an edit: checks what came in, and the shape of what comes of it, before any of
 * it is relied on.
 *
 * @param document a valid one
 */
export function performUntrusted(document: EditDocument, input: unknown): Outcome {
  const problems = checkSize(input);
  if (problems.length > 0) return { kind: 'refused', problems };
  const misshapen = errorsIn(checkShape(Operation as JsonSchema, input)); // as: TypeBox writes JSON Schema
  if (misshapen.length > 0) return { kind: 'refused', problems: misshapen };
  const operation = input as Operation; // as: it has the shape of its schema
  const edited = apply(document, operation);
  if (isRefused(edited)) return { kind: 'refused', problems: [edited] };
  const broken = [...checkSize(edited), ...errorsIn(checkShape(documentSchema as JsonSchema, edited))]; // as: see above
  return broken.length > 0 ? { kind: 'refused', problems: broken } : finish(document, operation, edited);
}

function errorsIn(problems: Problem[]): Problem[] {
  return problems.filter(({ severity }) => severity === 'error');
}
