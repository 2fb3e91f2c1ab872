import type { JsonObject } from '../validation/json-schema.ts';

/** The version that this program writes. */
export const documentVersion = 1;

/** The way from one version to the next, and one step back for programs that have not been updated yet. */
export interface VersionStep {
  /** From the earlier to the later version; kept for ever. */
  up: (document: JsonObject) => JsonObject;
  /** From the later to the earlier version; what it cannot say is left out. */
  down: (document: JsonObject) => JsonObject;
}

/** Steps between versions: the first leads from 1 to 2. There is one version so far, and so no step. */
const documentSteps: readonly VersionStep[] = [];

/**
 * A document of an earlier version as one of the present version. The version is a whole number from 1 to the
 * present one.
 *
 * @param steps the steps that there are; tests bring their own
 */
export function migrateUp(document: JsonObject, version: number, steps = documentSteps): JsonObject {
  return steps
    .slice(version - 1)
    .reduce((earlier, { up }, index) => ({ ...up(earlier), version: version + index + 1 }), document);
}

/**
 * A document of the present version as one of the version before; null when there was none.
 *
 * @param steps the steps that there are; tests bring their own
 */
export function migrateDown(document: JsonObject, steps = documentSteps): JsonObject | null {
  const last = steps.at(-1);
  return last === undefined ? null : { ...last.down(document), version: steps.length };
}
