// Benchmarks: `npm run bench`. Times say something only on a machine that does nothing else.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import type { Bench } from './bench.ts';
import type { Figure } from './figure.ts';
import { prepareClips } from './input-clips.ts';
import { readMachineFacts } from './machine-facts.ts';
import { measureEightUploads } from './measures/eight-uploads.ts';
import { measureFairness } from './measures/fairness.ts';
import { measureFilms } from './measures/films.ts';
import { measureFirstFrame } from './measures/first-frame.ts';
import { measureProcessing } from './measures/processing.ts';
import { measureQuality } from './measures/quality.ts';
import { measureRequests } from './measures/requests.ts';
import { measureSearch } from './measures/search.ts';
import { measureServing } from './measures/serving.ts';
import { measureStart } from './measures/start-time.ts';
import { measureSwipes } from './measures/swipes.ts';
import { measureWhileUploading } from './measures/while-uploading.ts';
import { readOptions, usage, type BenchOptions, type MeasureName } from './options.ts';
import { showPage, showTable, type BenchResult } from './show-figures.ts';

const resultsFolder = fileURLToPath(new URL('results', import.meta.url));
const figuresPage = fileURLToPath(new URL('../docs/figures.md', import.meta.url));

const measures: Record<MeasureName, (bench: Bench) => Promise<Figure[]>> = {
  start: measureStart,
  processing: measureProcessing,
  serving: measureServing,
  requests: measureRequests,
  quality: measureQuality,
  uploads: measureEightUploads,
  fairness: measureFairness,
  search: measureSearch,
  films: measureFilms,
  'first-frame': measureFirstFrame,
  swipes: measureSwipes,
  'while-uploading': measureWhileUploading,
};

async function main(options: BenchOptions, signal: AbortSignal): Promise<void> {
  const say = (message: string): void => void process.stderr.write(`${message}\n`);
  const machine = await readMachineFacts(signal);
  if (machine.loadBefore > 0.5) {
    say(
      `the machine is not idle (load ${machine.loadBefore.toFixed(1)}): processor seconds count, times do not`,
    );
  }
  say('preparing the clips');
  const clips = await prepareClips(options.clipSeconds, signal);
  const folder = await mkdtemp(join(tmpdir(), 'weireel-bench-'));
  try {
    const bench: Bench = { options, clips, folder, signal, say };
    const figures: Figure[] = [];
    const { runs, clipSeconds } = options;
    const setting = { runs, clipSeconds, origin: clips.origin };
    try {
      for (const name of options.measures) figures.push(...(await measures[name](bench)));
    } catch (error) {
      // What was taken before it may have taken an hour.
      if (figures.length > 0) process.stdout.write(`${showTable({ machine, setting, figures })}\n`);
      throw error;
    }
    await report({ machine, setting, figures }, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function report(result: BenchResult, options: BenchOptions): Promise<void> {
  process.stdout.write(`${showTable(result)}\n`);
  await mkdir(resultsFolder, { recursive: true });
  await writeFile(join(resultsFolder, 'latest.json'), `${JSON.stringify(result, null, 2)}\n`);
  if (options.writesFigures) {
    await writeFile(figuresPage, await format(showPage(result), { parser: 'markdown' }));
  }
}

const interrupt = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => interrupt.abort(new Error('interrupted')));
}
try {
  await main(readOptions(process.argv.slice(2)), interrupt.signal);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exitCode = 1;
}
