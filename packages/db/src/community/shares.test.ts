import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAsset, addUser, addVideo, openTestRows } from '../testing/rows.ts';
import { findShared, shareVideo } from './shares.ts';

const { db, end } = await openTestRows();
afterAll(end);

beforeAll(async () => {
  await addUser(db, 'other');
  await addAsset(db, 'a');
  await addVideo(db, 'a');
});

it('a person has one link to a video and is counted with it; those without a name share one that counts nothing', async () => {
  const share = (userId: string | null, code: string) => shareVideo(db, { videoId: 'a', userId, code });
  expect(await share('owner', 'one')).toEqual({ code: 'one', shares: 1 });
  expect(await share('owner', 'two')).toEqual({ code: 'one', shares: 1 });
  expect(await share(null, 'three')).toEqual({ code: 'three', shares: 1 });
  expect(await share(null, 'four')).toEqual({ code: 'three', shares: 1 });
  expect(await share('other', 'five')).toEqual({ code: 'five', shares: 2 });
  expect(await Promise.all(['one', 'two', 'three'].map((code) => findShared(db, code)))).toEqual([
    'a',
    null,
    'a',
  ]);
});

it('what is not there is not shared', async () => {
  expect(await shareVideo(db, { videoId: 'none', userId: 'owner', code: 'six' })).toBeNull();
});
