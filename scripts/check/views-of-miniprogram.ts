// Runs the check of the mini program's views, in a process of its own because it is slow.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { readRepository } from './repository.ts';
import { describe } from './run-checks.ts';
import { checkViews } from './views.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = join(root, 'apps/miniprogram');
const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
  config: object; // as: the library says `any`
};
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);

// A loop has its place whether it is asked for or not.
const found = checkViews(root, readRepository(root), {
  ...options,
  ...{ noUnusedLocals: false, noUnusedParameters: false },
});
for (const finding of found) process.stdout.write(`${describe(finding)}\n`);
if (found.length > 0) process.exitCode = 1;
