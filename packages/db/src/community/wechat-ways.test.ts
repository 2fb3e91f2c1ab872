import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAsset, addVideo, openTestRows } from '../testing/rows.ts';
import { findWechatWay, keepWechatWay } from './wechat-ways.ts';

const { db, end } = await openTestRows();
afterAll(end);

beforeAll(async () => {
  await addAsset(db, 'a');
  await addVideo(db, 'a');
});

const noon = new Date('2026-11-27T12:00:00Z');
const later = new Date('2026-11-28T12:00:00Z');
const code = { videoId: 'a', kind: 'code', opens: 'wx0/release' } as const;

it('a way is found as long as it leads to the same mini program, and is replaced by the next one', async () => {
  await keepWechatWay(db, code, { made: Buffer.from('picture'), endsAt: null });
  expect(await findWechatWay(db, code, later)).toEqual(Buffer.from('picture'));
  expect(await findWechatWay(db, { ...code, opens: 'wx1/release' }, noon)).toBeNull();

  const link = { ...code, kind: 'link' } as const;
  for (const address of ['https://one', 'https://two']) {
    await keepWechatWay(db, link, { made: Buffer.from(address), endsAt: later });
    expect((await findWechatWay(db, link, noon))?.toString()).toBe(address);
  }
  expect(await findWechatWay(db, link, later)).toBeNull();
});

it('what is not there has no ways, and a video takes its own along', async () => {
  await keepWechatWay(db, { ...code, videoId: 'gone' }, { made: Buffer.from('a'), endsAt: null });
  await db.deleteFrom('videos').where('id', '=', 'a').execute();
  expect(await db.selectFrom('wechat_ways').selectAll().execute()).toEqual([]);
});
