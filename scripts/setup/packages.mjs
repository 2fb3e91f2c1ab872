import { createHash } from 'node:crypto';
import { delimiter, join, sep } from 'node:path';
import { isInstalled, nodeProblem } from './decisions.mjs';
import { exclusively } from './exclusive.mjs';
import { SetupProblem } from './problem.mjs';
import { attempt, isExecutable, run } from './run.mjs';
import { readOrNull, writeStamp } from './stamps.mjs';

/**
 * Installs the npm packages of the project, when they are not those of its lock file.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv }} options
 * @returns {boolean} whether it installed them
 */
export function providePackages({ root, env }) {
  return provideLocked({ root, folder: root, what: 'the npm packages', env });
}

/**
 * Installs WeChat's compiler of mini programs. It stands apart, because it brings a thousand packages of old versions
 * that nothing else is to find.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv }} options
 */
export function provideMiniProgramCi({ root, env }) {
  const folder = join(root, 'scripts/miniprogram-ci');
  provideLocked({ root, folder, what: "WeChat's compiler of mini programs", env });
}

/**
 * Installs the locked npm packages of a folder when they are not those of its lock file. The stamp is written last, and
 * npm begins by emptying `node_modules`, so that an interrupted installation is never taken for a whole one.
 *
 * @param {{ root: string, folder: string, what: string, env: NodeJS.ProcessEnv }} options
 * @returns {boolean} whether it installed them
 */
function provideLocked({ root, folder, what, env }) {
  const stamp = join(folder, 'node_modules', '.weireel-packages');
  const lock = readOrNull(join(folder, 'package-lock.json'));
  if (lock === null) throw new SetupProblem(`${folder} has no package-lock.json; is it a whole checkout?`);
  // Another platform needs other packages, as when a folder is shared between a machine and a container.
  const wanted = createHash('sha256').update(`${process.platform}-${process.arch}\n${lock}`).digest('hex');
  if (readOrNull(stamp) === wanted) return false;

  let hasInstalled = false;
  exclusively(root, `not up to date: ${what}`, () => {
    if (readOrNull(stamp) === wanted) return;
    if (!isAlreadyThere(folder, lock) || bundledNode(root) === null) {
      process.stdout.write(`Installing ${what} (the first time takes a minute) …\n`);
      install(folder, env);
      hasInstalled = true;
    }
    writeStamp(stamp, wanted);
  });
  return hasInstalled;
}

/**
 * @param {string} folder
 * @param {string} lock
 */
function isAlreadyThere(folder, lock) {
  const installed = readOrNull(join(folder, 'node_modules', '.package-lock.json'));
  return installed !== null && isInstalled(JSON.parse(lock), JSON.parse(installed));
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
function install(folder, env) {
  // npm must not run on the Node below node_modules, which it is about to delete.
  const path = (env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => !entry.endsWith(`${sep}node_modules${sep}.bin`));
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  run('npm ci', 'npm', [...args, '--loglevel=error'], {
    cwd: folder,
    env: { ...env, PATH: path.join(delimiter) },
  });
}

/**
 * Checks that the Node which npm scripts will find can run the programs.
 *
 * @param {{ root: string, isFresh: boolean }} options `isFresh`: also try it out, which is worth its time once
 */
export function provideNode({ root, isFresh }) {
  const path = bundledNode(root);
  let bundled = path === null ? null : '24.0';
  if (path !== null && isFresh) {
    const tried = attempt(path, ['--version'], { env: process.env });
    bundled = tried.isSuccess ? tried.output.trim() : null;
  }
  const { platform, arch } = process;
  const problem = nodeProblem({ bundled, host: process.versions.node, platform, arch });
  if (problem !== null) throw new SetupProblem(problem);
}

/** @param {string} root */
function bundledNode(root) {
  const path = join(root, 'node_modules', '.bin', 'node');
  return isExecutable(path) ? path : null;
}
