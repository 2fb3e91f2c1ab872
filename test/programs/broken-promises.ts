/** A JSON schema as the contract writes them: objects, lists, choices, numbers and texts. */
export interface JsonSchema {
  /** Its alternatives. */
  anyOf?: JsonSchema[];
  /** `object`, `array`, `string`, `integer`, `number`, `boolean` or `null`. */
  type?: string;
  /** All its values. */
  enum?: unknown[];
  /** Its only value. */
  const?: unknown;
  /** Of an object. */
  properties?: Record<string, JsonSchema>;
  /** Properties that are always there. */
  required?: string[];
  /** Of a list. */
  items?: JsonSchema;
  /** Form of a text. */
  pattern?: string;
  /** Limits by their names: `minimum`, `maxLength`, …; absent: none. */
  [limit: string]: unknown;
}

/** What an OpenAPI document says of one call, as far as it is compared. */
export interface Operation {
  /** What stands in the address. */
  parameters?: { name: string; in: string; required?: boolean; schema: JsonSchema }[];
  /** Its body; absent: none. */
  requestBody?: { content: Record<string, { schema?: JsonSchema }> };
  /** Its answers, by status. */
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
}

/** The calls of an OpenAPI document, by address and method. */
export type Calls = Record<string, Record<string, Operation>>;

const lowerLimits = ['minimum', 'minLength', 'minItems'];
const upperLimits = ['maximum', 'maxLength', 'maxItems'];

/**
 * What a program written by the former document could stumble over: a request that is refused now, or an answer
 * without what it reads there. Additions are no break.
 *
 * @returns a line for each, with its place
 */
export function brokenPromises(former: Calls, now: Calls): string[] {
  return Object.entries(former).flatMap(([address, methods]) =>
    Object.entries(methods).flatMap(([method, before]) => {
      const call = `${method.toUpperCase()} ${address}`;
      const after = now[address]?.[method];
      return after === undefined ? [`${call} is gone`] : ofOperation(call, before, after);
    }),
  );
}

function ofOperation(call: string, before: Operation, after: Operation): string[] {
  const asked = (after.parameters ?? []).flatMap((parameter) => {
    const known = before.parameters?.find(({ name }) => name === parameter.name);
    if (known !== undefined) return ofRequest(`${call} ?${parameter.name}`, known.schema, parameter.schema);
    return parameter.required === true ? [`${call} ?${parameter.name} is asked for`] : [];
  });
  const dropped = (before.parameters ?? [])
    .filter(({ name }) => after.parameters?.every((parameter) => parameter.name !== name) ?? true)
    .map(({ name }) => `${call} ?${name} is gone`);
  const bodies = compareContent(call, before.requestBody?.content, after.requestBody?.content, ofRequest);
  const newBody =
    before.requestBody === undefined && after.requestBody !== undefined ? [`${call} asks for a body`] : [];
  const answers = Object.entries(before.responses).flatMap(([status, { content }]) => {
    const answer = after.responses[status];
    if (answer === undefined) return [`${call} ${status} is gone`];
    return compareContent(`${call} ${status}`, content, answer.content, ofAnswer);
  });
  return [...asked, ...dropped, ...bodies, ...newBody, ...answers];
}

type Compare = (place: string, before: JsonSchema, after: JsonSchema) => string[];
type Content = Record<string, { schema?: JsonSchema }>;

function compareContent(
  place: string,
  before: Content | undefined,
  after: Content | undefined,
  compare: Compare,
): string[] {
  return Object.entries(before ?? {}).flatMap(([mediaType, { schema }]) => {
    const found = after?.[mediaType];
    if (found === undefined) return [`${place} is no ${mediaType} any more`];
    return schema === undefined || found.schema === undefined ? [] : compare(place, schema, found.schema);
  });
}

/** A request that kept the former rules keeps the present ones. */
function ofRequest(place: string, before: JsonSchema, after: JsonSchema): string[] {
  const breaks = ofShape(place, before, after, ofRequest);
  const demanded = (after.required ?? [])
    .filter((name) => !(before.required ?? []).includes(name))
    .map((name) => `${place}.${name} is asked for`);
  const narrower = [
    ...lowerLimits.filter((limit) => limitOf(after, limit, -Infinity) > limitOf(before, limit, -Infinity)),
    ...upperLimits.filter((limit) => limitOf(after, limit, Infinity) < limitOf(before, limit, Infinity)),
    ...(after.pattern !== undefined && after.pattern !== before.pattern ? ['pattern'] : []),
  ].map((limit) => `${place} has a narrower ${limit}`);
  return [...breaks, ...demanded, ...narrower];
}

/** An answer holds all that a reader of the former document counts on. */
function ofAnswer(place: string, before: JsonSchema, after: JsonSchema): string[] {
  const isNullNow = mayBeNull(after) && !mayBeNull(before);
  const missing = (before.required ?? [])
    .filter((name) => !(after.required ?? []).includes(name))
    .map((name) => `${place}.${name} may be missing`);
  return [
    ...ofShape(place, before, after, ofAnswer),
    ...(isNullNow ? [`${place} may be null`] : []),
    ...missing,
  ];
}

/** What holds in both directions: former values, properties and types are still there. */
function ofShape(place: string, before: JsonSchema, after: JsonSchema, compare: Compare): string[] {
  const [known, allowed] = [valuesOf(before), valuesOf(after)];
  if (known !== null && allowed !== null) {
    return known
      .filter((value) => !allowed.includes(value))
      .map((value) => `${place} does not know ${JSON.stringify(value)}`);
  }
  if (before.anyOf !== undefined || after.anyOf !== undefined) {
    const alternatives = after.anyOf ?? [after];
    return (before.anyOf ?? [before])
      .filter((one) => alternatives.every((other) => compare(place, one, other).length > 0))
      .map((one) => `${place} is no ${describe(one)} any more`);
  }
  if (before.type !== after.type) return [`${place} is a ${after.type}, was a ${before.type}`];
  const properties = Object.entries(before.properties ?? {}).flatMap(([name, schema]) => {
    const found = after.properties?.[name];
    return found === undefined ? [`${place}.${name} is gone`] : compare(`${place}.${name}`, schema, found);
  });
  const items =
    before.items !== undefined && after.items !== undefined
      ? compare(`${place}[]`, before.items, after.items)
      : [];
  return [...properties, ...items];
}

/** All values of a schema that names them, be it a list or a choice of single ones; null: it does not. */
function valuesOf({ enum: values, const: value, anyOf }: JsonSchema): unknown[] | null {
  if (values !== undefined) return values;
  if (value !== undefined) return [value];
  const parts = anyOf?.map(valuesOf) ?? [null];
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

function mayBeNull({ type, anyOf }: JsonSchema): boolean {
  return type === 'null' || (anyOf?.some(mayBeNull) ?? false);
}

function limitOf(schema: JsonSchema, name: string, absent: number): number {
  const limit = schema[name];
  return typeof limit === 'number' ? limit : absent;
}

function describe({ type, enum: values }: JsonSchema): string {
  return values === undefined ? String(type) : values.map((value) => JSON.stringify(value)).join('|');
}
