import { expect, it } from 'vitest';
import { placeReport, showMarkdown, type FinishedReport } from './show-report.ts';

const report: FinishedReport = {
  name: 'fuzz',
  what: 'Files are damaged.',
  date: '2026-11-21T14:00:00.000Z',
  commit: 'abc1234',
  seed: 7,
  count: 2,
  seconds: 61.4,
  facts: ['2 files ended'],
  tables: [{ columns: ['damage', 'ready'], rows: [['truncation', '2']] }],
  problems: ['one is left'],
};

it('replaces one report on the page and leaves the others', () => {
  const page =
    'a\n<!-- fuzz -->\nold\n<!-- end of fuzz -->\nb\n<!-- faults -->\nkept\n<!-- end of faults -->\n';
  const placed = placeReport(page, 'fuzz', 'new');
  expect(placed).not.toContain('old');
  expect(placed).toContain('<!-- fuzz -->\n\nnew\n\n<!-- end of fuzz -->\nb\n<!-- faults -->\nkept\n');
});

it('does not write a report on a page without a place for it', () => {
  expect(() => placeReport('nothing', 'fuzz', 'new')).toThrowError('no markers <!-- fuzz -->');
});

it('says how to repeat what it reports, and every problem', () => {
  const text = showMarkdown(report);
  expect(text).toContain('`npm run campaign -- --only fuzz --seed 7 --count 2`');
  expect(text).toContain('- **problem**: one is left');
  expect(text).toContain('| truncation | 2 |');
});
