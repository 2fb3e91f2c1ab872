import type { Reporter, TestModule } from 'vitest/node';

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
  /** Time of its files together; three run at once. */
  durationMs: number;
}

/** Ends a run with a table of its projects and the line `N passed, N failed`. */
export class ProjectTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const sums = new Map<string, ProjectSum>();
    for (const module of modules) {
      const sum = sums.get(module.project.name) ?? emptySum();
      add(sum, module);
      sums.set(module.project.name, sum);
    }
    process.stdout.write(`\n${formatTable(sums, unhandledErrors.length)}\n`);
  }
}

/** The table and the last line; errors outside every file count as failures. */
export function formatTable(sums: ReadonlyMap<string, ProjectSum>, errors = 0): string {
  const total = { passed: 0, failed: errors, skipped: 0 };
  const rows = [['project', 'files', 'tests', 'seconds']];
  for (const [name, { files, passed, failed, skipped, durationMs }] of sums) {
    const seconds = (durationMs / 1000).toFixed(1);
    rows.push([name, String(files), String(passed + failed + skipped), seconds]);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  const table = rows.map(([name = '', ...cells]) => {
    return `${name.padEnd(10)}${cells.map((cell) => cell.padStart(9)).join('')}`;
  });
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  return [...table, '', `${total.passed} passed, ${total.failed} failed${skipped}`].join('\n');
}

function emptySum(): ProjectSum {
  return { files: 0, passed: 0, failed: 0, skipped: 0, durationMs: 0 };
}

function add(sum: ProjectSum, module: TestModule): void {
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
}
