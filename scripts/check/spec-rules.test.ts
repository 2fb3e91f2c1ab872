import { expect, it } from 'vitest';
import type { SourceFile } from './finding.ts';
import { checkSpecRules } from './spec-rules.ts';

const file = (path: string, ...lines: string[]): SourceFile => ({ path, text: lines.join('\n') });
const spec = file('packages/jobs/SPEC.md', '# Attempts', '- **ATT-1** A job runs.', '- **ATT-2** It ends.');

it('is content when each rule is carried by a test, alone or with others', () => {
  const tests = file(
    'packages/jobs/src/worker.test.ts',
    "it('runs (ATT-1)', () => {});",
    "describe('an end', () => {",
    '  test.each([1, 2])(`comes after %s (ATT-2, ATT-1)`, () => {});',
    '});',
  );
  expect(checkSpecRules([spec, tests])).toEqual([]);
});

it('finds rules without a test: prose, groups and texts within a test prove nothing', () => {
  const tests = file(
    'packages/jobs/src/worker.test.ts',
    '// It runs (ATT-1)',
    "describe('a job (ATT-1)', () => {",
    "  it('(ATT-1) runs', () => expect('it runs (ATT-1)').toBe(''));",
    "  it('ends (ATT-2)', () => {});",
    '});',
  );
  const code = file('packages/jobs/src/worker.ts', "it('runs (ATT-1)', () => {});");
  const message = 'no test carries ATT-1 at the end of its title';
  expect(checkSpecRules([spec, tests, code])).toEqual([{ path: spec.path, line: 2, message }]);
});

it('finds tests of rules that are not there, and ids that are used twice', () => {
  const other = file('packages/upload/SPEC.md', '- **UPL-1** A part arrives.', '- **ATT-2** It ends again.');
  const tests = file(
    'test/all.test.ts',
    "it('a (ATT-1, ATT-2)', () => {});",
    '',
    "it('b (UPL-1, UPL-9)', () => {});",
  );
  expect(checkSpecRules([spec, other, tests])).toEqual([
    { path: other.path, line: 2, message: 'ATT-2 is the id of another rule, too' },
    { path: other.path, line: 2, message: `ids with ATT belong to ${spec.path}` },
    { path: tests.path, line: 3, message: 'no SPEC.md has a rule UPL-9' },
  ]);
});
