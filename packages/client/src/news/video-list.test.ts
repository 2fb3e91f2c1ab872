import { expect, test } from 'vitest';
import { sampleVideo } from '../testing/sample-video.ts';
import { mergePage, removeVideo, upsertVideo } from './video-list.ts';

const old = sampleVideo({ id: 'old', createdAt: '2026-01-01T00:00:00Z' });
const recent = sampleVideo({ id: 'recent', createdAt: '2026-01-03T00:00:00Z' });
const between = sampleVideo({ id: 'between', createdAt: '2026-01-02T00:00:00Z' });
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

test('a known video changes in its place', () => {
  const changed = { ...recent, title: 'new' };
  expect(upsertVideo([recent, old], changed, true)).toEqual([changed, old]);
});

test('a new video goes where its age belongs', () => {
  expect(ids(upsertVideo([recent, old], between, true))).toEqual(['recent', 'between', 'old']);
});

test('a video older than the loaded pages waits for its own page', () => {
  expect(ids(upsertVideo([recent, between], old, false))).toEqual(['recent', 'between']);
});

test('a removed video is gone', () => {
  expect(ids(removeVideo([recent, old], 'old'))).toEqual(['recent']);
});

test('what events said while a page was on its way wins over the page', () => {
  const finished = { ...between, title: 'finished' };
  const told = new Map([
    ['between', finished],
    ['old', null],
    ['recent', recent],
  ]);
  expect(mergePage([], [between, old], told)).toEqual([recent, finished]);
});

test('a page brings nothing twice', () => {
  expect(ids(mergePage([recent, between], [between, old], new Map()))).toEqual(['recent', 'between', 'old']);
});
