import { expect, test } from 'vitest';
import { sampleVideo } from '../testing/sample-video.ts';
import { readNews } from './read-news.ts';

const video = sampleVideo();

test.each([
  ['video', video, { kind: 'changed', video }],
  ['video-deleted', { id: 'abcdefgh12345678' }, { kind: 'deleted', id: 'abcdefgh12345678' }],
  ['unread', { notifications: 3 }, { kind: 'unread', count: 3 }],
  ['upload', { id: 'abcdefgh12345678', state: 'open' }, null],
  ['message-of-tomorrow', { any: 'thing' }, null],
])('the message %s is read', (name, data, news) => {
  expect(readNews({ name, data: JSON.stringify(data), lastId: '' })).toEqual(news);
});

test('what is of no concern need not be JSON', () => {
  expect(readNews({ name: 'message', data: 'hello', lastId: '' })).toBeNull();
});
