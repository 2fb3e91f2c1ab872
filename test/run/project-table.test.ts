import { expect, test } from 'vitest';
import { formatCostliest, formatTable } from './project-table.ts';

const pure = { files: 2, passed: 10, failed: 0, skipped: 0, durationMs: 1234, processorSeconds: 0.5 };
const lastLine = (text: string) => text.split('\n').at(-1);

test('has a row for each project and one for what runs besides, and ends with how many passed and failed', () => {
  const io = { ...pure, passed: 3, failed: 1, durationMs: 61_000, processorSeconds: 90 };
  const lines = formatTable(new Map(Object.entries({ pure, io })), { processorSeconds: 100 }).split('\n');
  expect(lines.map((line) => line.split(/ +/))).toEqual([
    ['project', 'files', 'tests', 'seconds', 'CPU', 's'],
    ['pure', '2', '10', '1.2', '0.5'],
    ['io', '2', '4', '61.0', '90.0'],
    ['besides', '9.5'],
    [''],
    ['13', 'passed,', '1', 'failed'],
  ]);
  expect(lines.at(-1)).toBe('13 passed, 1 failed');
});

test('names skipped tests where there are any, and counts errors outside tests as failures', () => {
  expect(lastLine(formatTable(new Map([['pure', { ...pure, skipped: 2 }]])))).toBe(
    '10 passed, 0 failed, 2 skipped',
  );
  expect(lastLine(formatTable(new Map([['pure', pure]]), { errors: 1 }))).toBe('10 passed, 1 failed');
});

test('names the files that took most processor time, the costliest first, and none that took little', () => {
  const files = [
    { name: 'little.test.ts', seconds: 0.4 },
    { name: 'some.test.ts', seconds: 12 },
    { name: 'much.test.ts', seconds: 345.6 },
  ];
  expect(formatCostliest(files)).toBe('   346 CPU s  much.test.ts\n    12 CPU s  some.test.ts\n');
});
