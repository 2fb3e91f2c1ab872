import type { EditDocument } from '../edit-document.ts';
import { documentVersion, migrateUp } from '../migration/migrate.ts';
import { EditDocument as schema } from '../schema/edit-document.ts';
import { checkMeaning } from './check-meaning.ts';
import { checkShape } from './check-shape.ts';
import { checkSize } from './check-size.ts';
import { type JsonObject, type JsonSchema, isJsonObject } from './json-schema.ts';
import { type Problem, problem } from './problem.ts';

/** What a document turned out to be. */
export interface CheckedDocument {
  /** The document, of the present version; null when anything is an error. */
  document: EditDocument | null;
  /** All that is wrong, errors and warnings, in the order of the document. */
  problems: Problem[];
}

/**
 * Checks whatever somebody sent as an edit document: its size first, then its version, its shape, and its meaning.
 * Each looks only when the one before found no error.
 */
export function checkDocument(input: unknown): CheckedDocument {
  const tooMuch = checkSize(input);
  if (tooMuch.length > 0) return { document: null, problems: tooMuch };
  if (!isJsonObject(input)) return { document: null, problems: [problem('wrong_type', '')] };
  const version = versionOf(input);
  if (typeof version !== 'number') return { document: null, problems: [version] };
  const present = migrateUp(input, version);
  const misshapen = checkShape(schema as JsonSchema, present); // as: TypeBox writes JSON Schema
  if (hasError(misshapen)) return { document: null, problems: misshapen };
  const document = present as EditDocument; // as: it has the shape of its schema
  const problems = [...misshapen, ...checkMeaning(document)];
  return { document: hasError(problems) ? null : document, problems };
}

function versionOf({ schema: name, version }: JsonObject): number | Problem {
  if (name !== 'weireel.edit') return problem(name === undefined ? 'required' : 'not_allowed', 'schema');
  if (version === undefined) return problem('required', 'version');
  if (typeof version !== 'number' || !Number.isInteger(version)) return problem('wrong_type', 'version');
  if (version < 1) return problem('not_allowed', 'version');
  return version > documentVersion ? problem('too_new', 'version') : version;
}

function hasError(problems: Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
