import type { Operation } from '../schema/operation.ts';
import type { Step } from './history.ts';

/** Of more operations than this the changes are told, as one. */
const mostOperations = 50;

/**
 * What other devices are told of a step.
 *
 * @param operations that were performed together; absent: the step was none of an edit, as undoing is
 */
export function toldOperations(
  step: Extract<Step, { kind: 'done' }>,
  operations?: readonly Operation[],
): readonly Operation[] {
  return operations !== undefined && operations.length <= mostOperations ? operations : [step.operation];
}
