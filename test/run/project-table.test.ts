import { expect, test } from 'vitest';
import { formatTable } from './project-table.ts';

const pure = { files: 2, passed: 10, failed: 0, skipped: 0, durationMs: 1234 };
const lastLine = (text: string) => text.split('\n').at(-1);

test('has a row for each project and ends with how many passed and failed', () => {
  const io = { ...pure, passed: 3, failed: 1, durationMs: 61_000 };
  const lines = formatTable(new Map(Object.entries({ pure, io }))).split('\n');
  expect(lines.map((line) => line.split(/ +/))).toEqual([
    ['project', 'files', 'tests', 'seconds'],
    ['pure', '2', '10', '1.2'],
    ['io', '2', '4', '61.0'],
    [''],
    ['13', 'passed,', '1', 'failed'],
  ]);
  expect(lines.at(-1)).toBe('13 passed, 1 failed');
});

test('names skipped tests where there are any, and counts errors outside tests as failures', () => {
  expect(lastLine(formatTable(new Map([['pure', { ...pure, skipped: 2 }]])))).toBe(
    '10 passed, 0 failed, 2 skipped',
  );
  expect(lastLine(formatTable(new Map([['pure', pure]]), 1))).toBe('10 passed, 1 failed');
});
