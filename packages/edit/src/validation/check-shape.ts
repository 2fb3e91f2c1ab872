import { type JsonObject, type JsonSchema, isJsonObject } from './json-schema.ts';
import { type Problem, type ProblemCode, problem } from './problem.ts';

/**
 * What a value lacks to be as a schema says. Of a union it tells what is wrong with the one member that is meant (by
 * `kind`, or by the type of the value) where validators of JSON Schema tell what is wrong with all. A `kind` that
 * only an open member takes is a warning.
 */
export function checkShape(schema: JsonSchema, value: unknown, path = ''): Problem[] {
  if (schema.anyOf !== undefined) return checkUnion(schema.anyOf, value, path);
  const options = 'const' in schema ? [schema.const] : schema.enum;
  if (options !== undefined) return options.includes(value) ? [] : [problem('not_allowed', path)];
  if (schema.type === undefined) return [];
  if (!hasType(value, schema.type)) return [problem('wrong_type', path)];
  if (typeof value === 'string') return checkString(schema, value, path);
  if (typeof value === 'number') return checkNumber(schema, value, path);
  if (Array.isArray(value)) return checkList(schema, value, path);
  return isJsonObject(value) ? checkObject(schema, value, path) : [];
}

function checkUnion(members: readonly JsonSchema[], value: unknown, path: string): Problem[] {
  if (isJsonObject(value) && typeof value.kind === 'string') {
    const known = members.find(({ properties }) => properties?.kind?.const === value.kind);
    if (known !== undefined) return checkShape(known, value, path);
    const open = members.find(
      ({ properties }) => properties?.kind !== undefined && !('const' in properties.kind),
    );
    if (open !== undefined) return [problem('unknown_kind', path), ...checkShape(open, value, path)];
  }
  const tried = members.map((member) => ({ member, found: checkShape(member, value, path) }));
  if (tried.some(({ found }) => found.length === 0)) return [];
  // Without a kind, or with one that a closed union does not have.
  if (isJsonObject(value) && members.every(({ properties }) => properties?.kind !== undefined)) {
    return [problem(value.kind === undefined ? 'required' : 'not_allowed', joined(path, 'kind'))];
  }
  const meant = tried.filter(({ member }) => member.type !== undefined && hasType(value, member.type));
  const [only] = meant;
  if (only !== undefined && meant.length === 1 && !('const' in only.member)) return only.found;
  const isChoice = members.some((member) => 'const' in member && typeof member.const === typeof value);
  return [problem(isChoice ? 'not_allowed' : 'wrong_type', path)];
}

function checkObject(schema: JsonSchema, value: JsonObject, path: string): Problem[] {
  const { properties = {}, patternProperties = {}, additionalProperties = true } = schema;
  const names = Object.keys(value);
  const found = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => problem('required', joined(path, name)));
  if (names.length > (schema.maxProperties ?? Infinity)) found.push(problem('too_many', path));
  for (const name of names) {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const [, byPattern] = Object.entries(patternProperties).find(([pattern]) => matches(pattern, name)) ?? [];
    const inner = own ?? byPattern;
    if (inner !== undefined) found.push(...checkShape(inner, value[name], joined(path, name)));
    else if (additionalProperties === false) found.push(problem('unknown_field', joined(path, name)));
  }
  return found;
}

function checkList(schema: JsonSchema, value: unknown[], path: string): Problem[] {
  const { items, minItems, additionalItems, uniqueItems } = schema;
  const maxItems = isTuple(items) && additionalItems === false ? items.length : schema.maxItems;
  const found = checkCount(value.length, minItems, maxItems, ['too_few', 'too_many'], path);
  // What is too long is not looked at: it may be endless.
  if (found.length > 0) return found;
  if (uniqueItems === true && new Set(value).size < value.length) found.push(problem('repeated', path));
  value.forEach((each, index) => {
    const inner = isTuple(items) ? items[index] : items;
    if (inner !== undefined) found.push(...checkShape(inner, each, joined(path, index)));
  });
  return found;
}

function checkString(schema: JsonSchema, value: string, path: string): Problem[] {
  const { minLength, maxLength, pattern } = schema;
  const found = checkCount(value.length, minLength, maxLength, ['too_short', 'too_long'], path);
  if (found.length > 0) return found;
  return pattern === undefined || matches(pattern, value) ? [] : [problem('bad_format', path)];
}

function checkNumber(schema: JsonSchema, value: number, path: string): Problem[] {
  const { minimum, maximum, multipleOf } = schema;
  const found = checkCount(value, minimum, maximum, ['too_small', 'too_large'], path);
  if (found.length > 0) return found;
  return multipleOf === undefined || value % multipleOf === 0 ? [] : [problem('not_allowed', path)];
}

function checkCount(
  count: number,
  least = -Infinity,
  most = Infinity,
  [tooLittle, tooMuch]: [ProblemCode, ProblemCode],
  path: string,
): Problem[] {
  if (count < least) return [problem(tooLittle, path)];
  return count > most ? [problem(tooMuch, path)] : [];
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'object') return isJsonObject(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function isTuple(items: JsonSchema | readonly JsonSchema[] | undefined): items is readonly JsonSchema[] {
  return Array.isArray(items);
}

function joined(path: string, step: string | number): string {
  return path === '' ? String(step) : `${path}.${step}`;
}

const compiled = new Map<string, RegExp>();

/** Patterns come from our schemas alone, so there are few. */
function matches(pattern: string, value: string): boolean {
  const expression = compiled.get(pattern) ?? new RegExp(pattern);
  compiled.set(pattern, expression);
  return expression.test(value);
}
