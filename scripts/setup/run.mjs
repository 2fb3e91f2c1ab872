import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupProblem } from './problem.mjs';

const shownLines = 30;

/**
 * Runs a program to its end, silently; what it printed is shown when it fails.
 *
 * @param {string} what for the message: «npm ci»
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv }} options
 */
export function run(what, command, args, options) {
  const result = attempt(command, args, options);
  if (result.isSuccess) return;
  if (result.output !== '')
    process.stderr.write(`${result.output.trimEnd().split('\n').slice(-shownLines).join('\n')}\n`);
  throw new SetupProblem(`${what} failed (${result.reason}); its last lines are above`);
}

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv }} options
 */
export function attempt(command, args, options) {
  const maxBuffer = 64 * 1024 * 1024;
  const done = spawnSync(command, args, {
    ...options,
    encoding: 'utf8',
    maxBuffer,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const reason = done.error?.message ?? (done.signal ? `signal ${done.signal}` : `exit code ${done.status}`);
  return { isSuccess: done.status === 0, output: `${done.stdout ?? ''}${done.stderr ?? ''}`, reason };
}

/**
 * Whether a program is on the path.
 *
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
export function isOnPath(name, env) {
  return (env.PATH ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && isExecutable(join(folder, name)));
}

/**
 * Whether there is a file that may be run.
 *
 * @param {string} path
 */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Missing or forbidden: either way it cannot be run.
    return false;
  }
}
