// Runs the check of doc comments over all packages, in a process of its own because it is slow.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { checkDocComments } from './doc-comments.ts';
import { describe } from './run-checks.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { config } = ts.readConfigFile(join(root, 'tsconfig.node.json'), (path) => ts.sys.readFile(path)) as {
  config: object; // as: the library says `any`
};
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
const indexFiles = readdirSync(join(root, 'packages'))
  .map((name) => join(root, 'packages', name, 'src/index.ts'))
  .filter((path) => existsSync(path));

const found = checkDocComments(root, indexFiles, options);
for (const finding of found) process.stdout.write(`${describe(finding)}\n`);
if (found.length > 0) process.exitCode = 1;
