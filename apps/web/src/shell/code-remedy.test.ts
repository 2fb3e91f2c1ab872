import { expect, test } from 'vitest';
import { buildServedBy, remedyFor, type MissingCode } from './code-remedy.ts';

const found: MissingCode = { served: 'same', triesBefore: 0, isBusy: false, hasJustReloaded: false };

test('without a server nothing is thrown away, however often it was tried', () => {
  for (const triesBefore of [0, 1, 9]) {
    expect(remedyFor({ ...found, served: 'unreachable', triesBefore })).toBe('wait');
  }
});

test('a newer build is fetched by itself when nothing would be lost', () => {
  expect(remedyFor({ ...found, served: 'newer' })).toBe('reload');
});

test('a newer build waits for the person while an upload runs', () => {
  expect(remedyFor({ ...found, served: 'newer', isBusy: true })).toBe('offer');
});

test('a page that was begun anew and still lacks code does not begin anew without end', () => {
  expect(remedyFor({ ...found, served: 'newer', hasJustReloaded: true })).toBe('offer');
});

test('the same build is asked once more before the person is', () => {
  expect(remedyFor(found)).toBe('try-again');
  expect(remedyFor({ ...found, triesBefore: 1 })).toBe('offer');
});

test('the build is told by the entry script that the served page names', () => {
  const page = '<script type="module" crossorigin src="/assets/index-B2.js"></script>';
  expect(buildServedBy(page, '/assets/index-B2.js')).toBe('same');
  expect(buildServedBy(page, '/assets/index-A1.js')).toBe('newer');
});
