import { expect, it } from 'vitest';
import type { SourceFile } from './finding.ts';
import { checkGoals } from './goals.ts';

const page = 'docs/9-studio.md';
const file = (path: string, ...lines: string[]): SourceFile => ({ path, text: lines.join('\n') });
const pageOf = (...rows: string[]): SourceFile => file(page, '| goal | what | reached |', '| --- |', ...rows);
const first = '| 1 | Trims | yes | [a](../test/a.test.ts) | |';
const second = '| 2 | Joins | partly | [a](../test/a.test.ts), [films](../bench/films.ts) | twice |';
const tests = file('test/a.test.ts', "it('trims (GOAL-1)', () => {});", "it.each([1])('x (ATT-1, GOAL-2)');");
const bench = file('bench/films.ts', "const figure = { title: 'a film (GOAL-2)' };");

const messages = (...files: SourceFile[]) => checkGoals(files).map(({ message }) => message);

it('is content when each goal that is reached is carried in the files that are linked, and no other', () => {
  const rest = ['| 3 | Dreams | no | | nobody has begun |', '| 4 | Sleeps | apart | | not wanted |'];
  expect(checkGoals([pageOf(first, second, ...rest), tests, bench])).toEqual([]);
});

it('finds goals that are said to be reached and are not shown, or elsewhere', () => {
  expect(messages(pageOf(first), bench)).toEqual([
    'no test of test/a.test.ts carries GOAL-1 at the end of its title',
    `${page} has no goal GOAL-2`,
  ]);
  expect(messages(pageOf('| 1 | Trims | yes | | |'), file('test/b.test.ts', "it('x (GOAL-1)');"))).toEqual([
    'GOAL-1 is said to be reached, and no test is linked',
    'test/b.test.ts carries GOAL-1, and is not linked here',
  ]);
});

it('finds goals that are shown though they are said not to be, without a reason, out of order, of no known state', () => {
  const carrier = file('test/a.test.ts', "it('x (GOAL-1)');");
  expect(messages(pageOf('| 1 | Trims | no | | later |'), carrier)).toEqual([
    'test/a.test.ts carries GOAL-1, and is not linked here',
  ]);
  expect(messages(pageOf('| 1 | Trims | no | | |', '| 3 | Joins | soon | | |'))).toEqual([
    'goal 2 should stand here',
    'what GOAL-1 lacks is not said',
    '“soon” is none of yes, partly, no, apart',
  ]);
});

it('takes only the titles of tests', () => {
  const prose = file('test/a.test.ts', '// (GOAL-7)', "describe('x (GOAL-7)', () => expect('(GOAL-7)'));");
  expect(checkGoals([pageOf('| 1 | Trims | no | | later |'), prose])).toEqual([]);
});
