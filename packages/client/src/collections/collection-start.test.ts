import type { CollectionPage } from '@weireel/contract';
import { expect, test } from 'vitest';
import { sampleVideo } from '../testing/sample-video.ts';
import { collectionStart, lessonProgress } from './collection-start.ts';

const mine = { liked: false, favourited: false, following: false, positionMs: 0 };
const lesson = (id: string, positionMs = 0, isDone = false) => ({
  video: sampleVideo({ id, title: `title of ${id}`, mine: { ...mine, positionMs } }),
  isDone,
});
const start = (progress: CollectionPage['progress'], items = [lesson('a'), lesson('b')]) =>
  // As: no more of it is read.
  collectionStart({ collection: { progress } as CollectionPage, items });
const at = (videoId: string, positionMs: number) => ({ videoId, positionMs });

test.each([
  ['nobody is signed in', null, 'begin', 'a', 0],
  ['nothing was watched', { done: 0, next: at('a', 0) }, 'begin', 'a', 0],
  ['the first one was begun', { done: 0, next: at('a', 9000) }, 'goOn', 'a', 9000],
  ['one is done', { done: 1, next: at('b', 0) }, 'goOn', 'b', 0],
  ['all are done', { done: 2, next: null }, 'again', 'a', 0],
  ['the next one was taken out meanwhile', { done: 1, next: at('c', 0) }, 'goOn', 'a', 0],
] as const)('when %s, the action of a collection says so', (_what, progress, deed, videoId, atMs) => {
  expect(start(progress)).toEqual({ deed, videoId, title: `title of ${videoId}`, atMs });
});

test('where there is nothing, there is no action', () => {
  expect(start({ done: 0, next: null }, [])).toBeNull();
});

test.each([
  ['new', lesson('a'), 0],
  ['partial', lesson('a', 2000), 0.25],
  ['done', lesson('a', 0, true), 1],
  ['new', { video: sampleVideo({ mine: null }), isDone: false }, 0],
] as const)('a lesson is %s', (state, item, watched) => {
  expect(lessonProgress(item)).toEqual({ state, watched });
});
