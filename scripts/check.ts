// All checks of the repository: `npm run check`. One line each, and the findings of those that fail.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkNames } from './check/banned-names.ts';
import { checkDocuments } from './check/documents.ts';
import { checkFileSizes } from './check/file-sizes.ts';
import { checkGoals } from './check/goals.ts';
import { checkImportCycles } from './check/import-cycles.ts';
import { checkImportDirections } from './check/import-directions.ts';
import { checkLightClients } from './check/light-clients.ts';
import { readRepository } from './check/repository.ts';
import { type Check, ownCheck, programCheck, runChecks } from './check/run-checks.ts';
import { checkSpecRules } from './check/spec-rules.ts';
import { checkSwitchedOffRules } from './check/switched-off-rules.ts';
import { checkWxVersions } from './check/wx-versions.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = readRepository(root);
const program = (name: string, ...args: string[]) => programCheck(name, root, args);
const compile = (name: string, project: string) =>
  program(name, 'node_modules/typescript-7/bin/tsc', '--checkers', '1', '-p', project);
const wxTypings = join(root, 'node_modules/miniprogram-api-typings/types/wx/lib.wx.api.d.ts');

const checks: Check[] = [
  // The longest first, so that the two places are never left waiting for one of them.
  program(
    'lint of components',
    'node_modules/eslint/bin/eslint.js',
    'apps/*/src/**/*.vue',
    '--max-warnings=0',
  ),
  program('lint', 'node_modules/oxlint/bin/oxlint'),
  compile('types of Node code', 'tsconfig.node.json'),
  compile('types of pure packages', 'tsconfig.pure.json'),
  compile('types of the mini program', 'apps/miniprogram'),
  compile('types of its phone in tests', 'test/miniprogram/phone'),
  ...(existsSync(join(root, 'apps/web/tsconfig.json'))
    ? [
        program(
          'types of the web client',
          'node_modules/vue-tsc/bin/vue-tsc.js',
          '--noEmit',
          '-p',
          'apps/web',
        ),
      ]
    : []),
  program('views of the mini program', 'scripts/check/views-of-miniprogram.ts'),
  program('format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  program('doc comments', 'scripts/check/doc-comments-of-repository.ts'),
  ownCheck('import directions', () => checkImportDirections(files)),
  ownCheck('import cycles', () => checkImportCycles(files)),
  ownCheck('light clients', () => checkLightClients(files)),
  ownCheck('file sizes', () => checkFileSizes(files)),
  ownCheck('names', () => checkNames(files)),
  ownCheck('rules switched off', () => checkSwitchedOffRules(files)),
  ownCheck('documents', () => checkDocuments(files)),
  ownCheck('calls of WeChat', () => checkWxVersions(files, readFileSync(wxTypings, 'utf8'))),
  ownCheck('rules and their tests', () => checkSpecRules(files)),
  ownCheck('goals and their tests', () => checkGoals(files)),
];

const isClean = await runChecks(checks, 2, (line) => process.stdout.write(`${line}\n`));
if (!isClean) process.exitCode = 1;
