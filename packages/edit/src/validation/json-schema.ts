/** The part of JSON Schema that our schemas use. */
export interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly JsonSchema[];
  properties?: Record<string, JsonSchema>;
  patternProperties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  required?: readonly string[] | undefined;
  maxProperties?: number;
  /** A list of schemas is that of a tuple. */
  items?: JsonSchema | readonly JsonSchema[];
  /** Whether a list may be longer than its tuple. */
  additionalItems?: boolean;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
}

/** An object of JSON. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is an object of JSON and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
