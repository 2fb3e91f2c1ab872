// Compiles a built mini program with WeChat's own compiler and runs its checks of quality; sends what it found to the
// process that started it. Usage, by `official-check.ts` alone: compile.mjs FOLDER
import { createRequire } from 'node:module';

/**
 * @typedef {{
 *   Project: new (options: object) => object;
 *   DefaultProjectAttr: object;
 *   getCompiledResult: (options: object) => Promise<Record<string, string | Buffer>>;
 *   checkCodeQuality: (project: object) => Promise<object[]>;
 * }} MiniProgramCi What is used of the package; its own types are only there when it is installed.
 */

// A check that breaks is counted as passed, and only said here.
/** @type {string[]} */
const said = [];
console.error = (...words) => void said.push(words.map(String).join(' '));

/** @type {MiniProgramCi} */
const ci = createRequire(import.meta.url)('miniprogram-ci');
const project = new ci.Project({
  appid: 'wx0123456789abcdef',
  type: 'miniProgram',
  projectPath: process.argv[2],
  // It signs what is sent, and nothing is; but it must be there.
  privateKey: 'none',
  // What WeChat's server would say of any mini program.
  attr: async () => ci.DefaultProjectAttr,
});

/** @type {string[]} */
const compiled = [];
try {
  const files = await ci.getCompiledResult({ project, setting: { useProjectConfig: true } });
  compiled.push(...Object.keys(files));
} catch (error) {
  const path = error instanceof Error && 'path' in error ? `${error.path}:` : '';
  said.push(`${path}${error instanceof Error ? error.message : JSON.stringify(error)}`);
}
const results = await ci.checkCodeQuality(project);
process.send?.({ compiled, results, said }, () => process.exit());
