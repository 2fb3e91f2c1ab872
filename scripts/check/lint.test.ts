import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** One fault for each rule that knows types, and for some that do not. */
const faults: Record<string, string> = {
  'no-floating-promises': 'export function floating() { Promise.resolve(1); }',
  'no-misused-promises': 'export const misused = [1].filter(async (n) => n > 0);',
  'await-thenable': 'export async function awaited() { await 1; }',
  'switch-exhaustiveness-check':
    "export function choose(way: 'a' | 'b') { switch (way) { case 'a': return 1; } return 2; }",
  'consistent-type-imports': "import { Way } from './way.ts'; export const way: Way = 'a';",
  'no-unnecessary-type-assertion': 'export const asserted = (n: number) => n as number;',
  'no-explicit-any': 'export type Anything = any;',
  'no-unsafe-argument': "export const given = (n: number) => n; given(JSON.parse('1'));",
  'no-unsafe-assignment': "export const assigned: string = JSON.parse('1');",
  'no-unsafe-call': "JSON.parse('1')();",
  'no-unsafe-member-access': "export const member = JSON.parse('1').a as string;",
  'no-unsafe-return': "export function back(): string { return JSON.parse('1'); }",
  'only-throw-error': "export function fail() { throw 'fault'; }",
  'ban-ts-comment': '// @ts-ignore\nexport const ignored: string = 1;',
  'no-unused-vars': 'export function use() { const unused = 1; }',
  eqeqeq: "export const same = (a: string) => a == 'a';",
  'no-empty': 'export function nothing() { try { use(); } catch { } }\nfunction use() { return 1; }',
};

test('finds a fault planted for each rule, and nothing in what has none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weireel-lint-'));
  try {
    const compilerOptions = { strict: true, target: 'ES2024', module: 'NodeNext', noEmit: true };
    const options = { ...compilerOptions, allowImportingTsExtensions: true, types: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
    await writeFile(join(folder, 'way.ts'), "export type Way = 'a' | 'b';\n");
    const names = Object.keys(faults);
    for (const name of names) await writeFile(join(folder, `${name}.ts`), faults[name] ?? '');
    const found = await lint(folder);
    for (const name of names) {
      const rules = found.filter(({ file }) => file.endsWith(`${name}.ts`)).map(({ rule }) => rule);
      expect(rules, name).toContain(name);
    }
    expect(found.filter(({ file }) => file.endsWith('way.ts'))).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function lint(folder: string): Promise<{ file: string; rule: string }[]> {
  const args = ['node_modules/oxlint/bin/oxlint', '-c', '.oxlintrc.json', '-f', 'unix', folder];
  const out = await new Promise<string>((resolve) =>
    // It ends with 1 when it finds something.
    execFile(process.execPath, args, { cwd: root }, (_error, stdout, stderr) => resolve(stdout + stderr)),
  );
  return out.split('\n').flatMap((line) => {
    const [, file, rule] = /^(.+?):\d+:\d+: .*\[\w+\/(?:[\w-]+\()?([\w-]+)/.exec(line) ?? [];
    return file === undefined || rule === undefined ? [] : [{ file, rule }];
  });
}
