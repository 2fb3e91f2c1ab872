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
  app.setValidatorCompiler<object>(({ schema, httpPart }): ValidateFunction => {
    const ajv = httpPart === 'body' ? strict : fromText;
    return ajv.compile(schema);
  });
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
