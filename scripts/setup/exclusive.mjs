import { spawnSync } from 'node:child_process';
import { accessSync, closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { SetupProblem } from './problem.mjs';

/**
 * Runs a step that writes into the checkout, alone: a second set-up waits for the first. The lock is on the
 * open `package-lock.json`; `flock` puts it there, we keep it, and the kernel takes it off when we end.
 *
 * @param {string} root
 * @param {string} what what is out of date, for the message
 * @param {() => void} step has to look again whether there is still something to do
 */
export function exclusively(root, what, step) {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new SetupProblem(
      `${what} in ${root}, which cannot be written to; run «npm start» there once as its owner`,
    );
  }
  const file = openSync(join(root, 'package-lock.json'), 'r');
  try {
    if (flock(file, '--nonblock') === 1) {
      process.stdout.write('Waiting for another set-up of this folder …\n');
      flock(file);
    }
    step();
  } finally {
    closeSync(file);
  }
}

/**
 * @param {number} file
 * @param {string[]} options
 */
function flock(file, ...options) {
  // macOS has no such program: there two set-ups at once are on their own.
  return spawnSync('flock', [...options, '3'], { stdio: ['ignore', 'ignore', 'ignore', file] }).status;
}
