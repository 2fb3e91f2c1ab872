// The set-up step before every npm script: brings the packages, the web client and the programs up to date.
// Plain JavaScript without dependencies, because on a fresh clone it runs on the host's Node (20 or newer).
// Usage: node scripts/setup.mjs start|test|quiet
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupProblem } from './setup/problem.mjs';
import { setUp } from './setup/set-up.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
try {
  setUp({ root, mode: process.argv[2] ?? 'start', env: process.env });
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error;
  process.stderr.write(`weireel: ${error.message}\n`);
  process.exitCode = 1;
}
