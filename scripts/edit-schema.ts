// Writes the published JSON Schema of the edit document. Usage: npm run edit:schema
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { writeJsonSchema } from '@weireel/edit/schema';

const path = join(
  dirname(dirname(fileURLToPath(import.meta.url))),
  'packages/edit/edit-document.schema.json',
);
writeFileSync(path, await format(writeJsonSchema(), { ...(await resolveConfig(path)), filepath: path }));
