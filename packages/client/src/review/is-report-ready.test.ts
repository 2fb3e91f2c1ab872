import { expect, test } from 'vitest';
import { isReportReady } from './is-report-ready.ts';

test.each([
  [null, 'words', false],
  ['spam', '', true],
  ['other', ' ', false],
  ['other', 'words', true],
] as const)('a report for the reason %s with «%s» may be sent: %s', (reason, detail, isReady) => {
  expect(isReportReady({ reason, detail })).toBe(isReady);
});
