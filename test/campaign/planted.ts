import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CampaignPart } from './campaign-part.ts';
import { copyCheckout } from './planted/copy-checkout.ts';
import { plantedFaults, type PlantedFault } from './planted/planted-faults.ts';
import { plant } from './planted/plant.ts';

/** What became of the tests in the copy. */
interface Verdict {
  passed: boolean;
  /** The first thing that failed; empty when nothing did. */
  firstFailure: string;
}

/** What found a fault that nothing found. */
const nothing = 'nothing';

/** Faults planted into a copy of the code, one after the other. */
export const planted: CampaignPart = {
  what: 'Faults are planted into a copy of the code, one after the other: each has to be found by a test that is named beside it, or by the compiler. Without a fault the same tests pass there.',
  defaultCount: plantedFaults.length,
  async run({ count, folder, signal, say }) {
    await copyCheckout(folder);
    const faults = plantedFaults.slice(0, count);
    const problems: string[] = [];
    const sound = await checkSound(folder, faults, signal);
    if (!sound.passed) problems.push(`without any fault: ${sound.firstFailure}`);
    const rows: string[][] = [];
    for (const fault of faults) {
      signal.throwIfAborted();
      const { passed, firstFailure } = await tryFault(folder, fault, signal);
      say(`${fault.what}: ${passed ? 'NOT FOUND' : `found by ${firstFailure}`}`);
      if (passed) problems.push(`nothing found that ${fault.what}`);
      rows.push([fault.what, fault.file, passed ? nothing : firstFailure]);
    }
    const found = rows.filter((row) => row[2] !== nothing).length;
    return {
      facts: [`${found} of ${rows.length} planted faults were found`],
      tables: [{ columns: ['fault', 'planted in', 'found by'], rows }],
      problems,
    };
  },
};

async function tryFault(folder: string, fault: PlantedFault, signal: AbortSignal): Promise<Verdict> {
  const path = join(folder, fault.file);
  const sound = await readFile(path, 'utf8');
  await writeFile(path, plant(sound, fault));
  try {
    return await (fault.foundBy === 'types'
      ? compile(folder, signal)
      : runTests(folder, fault.foundBy, signal));
  } finally {
    await writeFile(path, sound);
  }
}

async function checkSound(
  folder: string,
  faults: readonly PlantedFault[],
  signal: AbortSignal,
): Promise<Verdict> {
  const files = faults.flatMap(({ foundBy }) => (foundBy === 'types' ? [] : foundBy));
  const tests = await runTests(folder, [...new Set(files)], signal);
  return tests.passed && faults.some(({ foundBy }) => foundBy === 'types') ? compile(folder, signal) : tests;
}

async function runTests(folder: string, files: readonly string[], signal: AbortSignal): Promise<Verdict> {
  const { isDone, output } = await runNode(
    folder,
    ['vitest/vitest.mjs', 'run', '--bail=1', ...files],
    signal,
  );
  const failure = /FAIL\s+(.+)/.exec(output)?.[1];
  if (!isDone && failure === undefined) throw new Error(`the tests did not run: ${output.slice(-2000)}`);
  return { passed: isDone, firstFailure: failure?.trim() ?? '' };
}

async function compile(folder: string, signal: AbortSignal): Promise<Verdict> {
  const { isDone, output } = await runNode(
    folder,
    ['typescript/bin/tsc', '-p', 'tsconfig.node.json'],
    signal,
  );
  return { passed: isDone, firstFailure: output.split('\n')[0]?.trim() ?? '' };
}

/** Runs a program of the packages in the copy; without colours, since its words are read. */
function runNode(
  folder: string,
  [program = '', ...args]: string[],
  signal: AbortSignal,
): Promise<{ isDone: boolean; output: string }> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const options = { cwd: folder, signal, env, maxBuffer: 64 * 2 ** 20 };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join('node_modules', program), ...args], options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ isDone: error === null, output: stdout + stderr });
    });
  });
}
