import type { Reporter, TestModule } from 'vitest/node';
import { readProcesses } from './read-processes.ts';
import { TreeClock } from './tree-clock.ts';

/** What one project of a run came to. */
export interface ProjectSum {
  /** Test files. */
  files: number;
  /** Tests that passed. */
  passed: number;
  /** Tests that failed, and files that failed outside their tests. */
  failed: number;
  /** Tests that did not run. */
  skipped: number;
  /** Time of its files together; several run at once. */
  durationMs: number;
  /** Processor time of its files with all that they started; 0 where it cannot be known. */
  processorSeconds: number;
}

/** How many files are named that took most processor time. */
const costliest = 12;

/** How often all processes are looked at: what nobody waits for is known up to its last look. */
const lookEveryMs = 1000;

/** Ends a run with its costliest files, a table of its projects and the line `N passed, N failed`. */
export class ProjectTable implements Reporter {
  readonly #clock = new TreeClock(process.pid, readProcesses);

  onInit(): void {
    setInterval(() => this.#clock.look(Date.now()), lookEveryMs).unref();
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    this.#clock.look(Date.now());
    const sums = new Map<string, ProjectSum>();
    const files = modules.map((module) => {
      const seconds = this.#secondsOf(module);
      const sum = sums.get(module.project.name) ?? emptySum();
      add(sum, module, seconds);
      sums.set(module.project.name, sum);
      return { name: module.relativeModuleId, seconds };
    });
    const totals = { errors: unhandledErrors.length, processorSeconds: this.#clock.totalSeconds() };
    process.stdout.write(`\n${formatCostliest(files)}\n${formatTable(sums, totals)}\n`);
  }

  #secondsOf(module: TestModule): number {
    const { ran } = module.meta();
    return (ran && this.#clock.secondsBetween(ran.processId, ran.fromMs, ran.untilMs)) ?? 0;
  }
}

/** The files that took most processor time, a line each. */
export function formatCostliest(files: readonly { name: string; seconds: number }[]): string {
  const first = files
    .filter(({ seconds }) => seconds >= 1)
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, costliest);
  return first.map(({ name, seconds }) => `${seconds.toFixed(0).padStart(6)} CPU s  ${name}\n`).join('');
}

/** What a run came to besides its projects. */
export interface RunTotals {
  /** Errors outside every file, which count as failures. Default 0. */
  errors?: number;
  /** Processor time of everything, the projects, the runner and the database. Default: that of the projects. */
  processorSeconds?: number;
}

/** The table and the last line. */
export function formatTable(
  sums: ReadonlyMap<string, ProjectSum>,
  { errors = 0, processorSeconds = 0 }: RunTotals = {},
): string {
  const total = { passed: 0, failed: errors, skipped: 0 };
  const rows = [['project', 'files', 'tests', 'seconds', 'CPU s']];
  for (const [name, { files, passed, failed, skipped, durationMs, ...sum }] of sums) {
    const seconds = (durationMs / 1000).toFixed(1);
    rows.push([
      ...[name, String(files), String(passed + failed + skipped), seconds],
      sum.processorSeconds.toFixed(1),
    ]);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  const ofFiles = [...sums.values()].reduce((seconds, sum) => seconds + sum.processorSeconds, 0);
  const besides = Math.max(0, processorSeconds - ofFiles).toFixed(1);
  rows.push(['besides', '', '', '', besides]);
  const table = rows.map(([name = '', ...cells]) => {
    return `${name.padEnd(10)}${cells.map((cell) => cell.padStart(9)).join('')}`;
  });
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  return [...table, '', `${total.passed} passed, ${total.failed} failed${skipped}`].join('\n');
}

function emptySum(): ProjectSum {
  return { files: 0, passed: 0, failed: 0, skipped: 0, durationMs: 0, processorSeconds: 0 };
}

function add(sum: ProjectSum, module: TestModule, processorSeconds: number): void {
  const before = sum.failed;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') sum.passed += 1;
    else if (state === 'failed') sum.failed += 1;
    else sum.skipped += 1;
  }
  // A file that could not be loaded, or whose hook failed, has no failed test to show for it.
  if (module.state() === 'failed' && sum.failed === before) sum.failed += 1;
  const { setupDuration, collectDuration, duration } = module.diagnostic();
  sum.files += 1;
  sum.durationMs += setupDuration + collectDuration + duration;
  sum.processorSeconds += processorSeconds;
}
