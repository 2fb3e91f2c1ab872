import type { Video } from '@weireel/contract';
import { expect, test } from 'vitest';
import { holdVideos, knownVideo, renewVideo } from './known-videos.ts';

const video = (id: string) => ({ id, title: id }) as Video; // as: no more of it is read
const [one, two] = [video('one'), video('two')];

test('what nobody holds any more is not known', () => {
  const [feed, room] = [holdVideos(), holdVideos()];
  feed.hold([one, two]);
  room.hold([one]);
  feed.hold([two]);
  expect([knownVideo('one'), knownVideo('two')]).toEqual([one, two]);
  room.end();
  expect(knownVideo('one')).toBeUndefined();
  feed.end();
  expect(knownVideo('two')).toBeUndefined();
});

test('a newer copy is known until its list tells another', () => {
  const feed = holdVideos();
  feed.hold([one, two]);
  const newer = { ...one, title: 'newer' };
  renewVideo(newer);
  feed.hold([one]);
  expect(knownVideo('one')).toBe(newer);
  const newest = { ...one, title: 'newest' };
  feed.hold([newest]);
  expect(knownVideo('one')).toBe(newest);
  feed.end();
});
