// Long attacks on the whole system: `npm run campaign`.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import type { CampaignPart } from './campaign-part.ts';
import { readOptions, usage, type CampaignOptions } from './options.ts';
import { parts, type PartName } from './parts.ts';
import { placeReport, showMarkdown, showText, type FinishedReport } from './show-report.ts';

const resultsFolder = fileURLToPath(new URL('results', import.meta.url));
const pagePath = fileURLToPath(new URL('../../docs/7-campaigns.md', import.meta.url));

async function main(options: CampaignOptions, signal: AbortSignal): Promise<void> {
  for (const name of options.names) {
    const report = await runPart(name, options, signal);
    process.stdout.write(`${showText(report)}\n`);
    await mkdir(resultsFolder, { recursive: true });
    await writeFile(join(resultsFolder, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
    if (report.problems.length > 0) process.exitCode = 1;
    if (options.writesPage) {
      const page = placeReport(await readFile(pagePath, 'utf8'), name, showMarkdown(report));
      await writeFile(pagePath, await format(page, { parser: 'markdown' }));
    }
  }
}

async function runPart(
  name: PartName,
  options: CampaignOptions,
  signal: AbortSignal,
): Promise<FinishedReport> {
  const part: CampaignPart = parts[name];
  const { seed } = options;
  const count = options.count ?? part.defaultCount;
  const say = (message: string): void => void process.stderr.write(`${name}: ${message}\n`);
  say(`${count}, with --seed ${seed}`);
  const folder = await mkdtemp(join(tmpdir(), 'weireel-campaign-'));
  const startedAt = performance.now();
  // The checkout may go on while the part runs.
  const commit = commitOfCode();
  try {
    const report = await part.run({ seed, count, folder, signal, say });
    const seconds = (performance.now() - startedAt) / 1000;
    const date = new Date().toISOString();
    return { name, what: part.what, date, commit, seed, count, seconds, ...report };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function commitOfCode(): string {
  try {
    const args = ['-c', 'safe.directory=*', 'rev-parse', '--short', 'HEAD'];
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // Not a checkout.
    return 'unknown';
  }
}

const interrupt = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => interrupt.abort(new Error('interrupted')));
}
try {
  await main(readOptions(process.argv.slice(2)), interrupt.signal);
} catch (error) {
  const isOfUser = error instanceof RangeError || error instanceof TypeError;
  const text = error instanceof Error ? (isOfUser ? error.message : error.stack) : String(error);
  process.stderr.write(`${text}\n${usage}\n`);
  process.exitCode = 1;
}
