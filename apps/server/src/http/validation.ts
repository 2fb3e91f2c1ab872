import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';

/**
 * Bodies are taken as they are: nothing unknown is dropped and nothing is coerced, so a wrong client learns it.
 * Paths and queries are text by nature, and numbers in them are read as numbers.
 */
export function compileSchemas(app: FastifyInstance): void {
  const strict = make({ coerceTypes: false });
  const fromText = make({ coerceTypes: true });
  app.setValidatorCompiler<object>(({ schema, httpPart }) => {
    const ajv = httpPart === 'body' ? strict : fromText;
    // When it is needed: hundreds of calls at once would hold up every start.
    let validate: ValidateFunction | null = null;
    return (data: unknown) => {
      validate ??= ajv.compile(schema);
      if (!validate(data)) return { error: validate.errors ?? [] };
      const path = findUnstorableText(data);
      return path === null
        ? true
        : { error: [{ keyword: 'format', instancePath: path, schemaPath: '', params: {} }] };
    };
  });
}

/**
 * Compiles what writes the answer of a call when it is first written, for the same reason; for the option
 * `serializerCompiler` of a route.
 */
export function serializeWhenNeeded(app: FastifyInstance): SerializerCompiler {
  return (definition) => {
    let serialize: ReturnType<SerializerCompiler> | null = null;
    return (answer) => {
      serialize ??= ownCompiler(app)(definition);
      return serialize(answer);
    };
  };
}

type SerializerCompiler = NonNullable<FastifyInstance['serializerCompiler']>;

/** Fastify's own, which it makes for routes without this option, such as those that answer with files. */
function ownCompiler({ serializerCompiler }: FastifyInstance): SerializerCompiler {
  if (serializerCompiler === undefined) throw new TypeError('no route has had Fastify make its compiler');
  return serializerCompiler;
}

/** Where there is text that PostgreSQL cannot store: U+0000, or half of a surrogate pair. Null: nowhere. */
export function findUnstorableText(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    const found = findUnstorableText(member, `${path}/${name}`);
    if (found !== null) return found;
  }
  return null;
}

function make(options: { coerceTypes: boolean }): Ajv {
  const ajv = new Ajv({
    ...options,
    removeAdditional: false,
    useDefaults: true,
    allErrors: false,
    strict: false,
  });
  // The package is CommonJS; its default export is a member of the namespace here.
  addFormats.default(ajv);
  return ajv;
}
