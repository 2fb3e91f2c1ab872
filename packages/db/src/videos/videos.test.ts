import { reviewTransitions } from '@weireel/catalogue';
import type { ReviewState } from '@weireel/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../engine/connect.ts';
import { insertUser } from '../people/users.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { insertAsset } from './assets.ts';
import { lockVideo, moveToNextSource } from './sources.ts';
import { insertVideo, publishVideos, updateVideoDetails } from './videos.ts';

const database = await createTestDatabase();
const { db, close } = connect(database.url, { maxConnections: 2, onError: () => {} });
afterAll(async () => {
  await close();
  await database.drop();
});

const details = { title: 'T', description: '', tags: [], categoryId: null, visibility: 'public' } as const;
const reviews = Object.keys(reviewTransitions) as ReviewState[]; // as: the keys of the table are the states

beforeAll(async () => {
  const person = { id: 'u', account: 'a', passwordHash: null, nickname: 'A' } as const;
  await insertUser(db, { ...person, roles: [], state: 'active' });
  for (const id of ['one', 'two']) {
    const file = { fileName: 'clip.mp4', contentType: null, sizeBytes: 1, mediaKey: id };
    await insertAsset(db, { id, ownerId: 'u', ...file });
  }
  const video = { ...details, tags: [], coverTimeMs: null, review: 'pending' } as const;
  await insertVideo(db, { ...video, tags: [], id: 'v', assetId: 'one', authorId: 'u' });
});

async function stand(columns: {
  review: ReviewState;
  next_asset_id?: string;
  next_review?: ReviewState | null;
}) {
  await db
    .updateTable('videos')
    .set({ asset_id: 'one', ...columns })
    .where('id', '=', 'v')
    .execute();
}

async function read() {
  const video = await lockVideo(db, 'v');
  if (!video) throw new Error('the video is gone');
  return video;
}

const pairs = reviews.flatMap((from) =>
  reviews.map((to) => ({ from, to, may: reviewTransitions[from].includes(to) })),
);

describe.each(pairs)('review that stands at $from', ({ from, to, may }) => {
  it(`is led to ${to} by other words: ${may}`, async () => {
    await stand({ review: from });
    const change = updateVideoDetails(db, 'v', { ...details, tags: [], review: to });
    if (may) await change;
    else await expect(change).rejects.toMatchObject({ code: 'wrong_state', detail: `${from} → ${to}` });
    expect((await read()).review).toBe(may ? to : from);
  });

  it(`is led to ${to} by another source: ${may}`, async () => {
    await stand({ review: from, next_asset_id: 'two', next_review: to });
    const change = moveToNextSource(db, await read());
    if (may) await change;
    else await expect(change).rejects.toMatchObject({ code: 'wrong_state' });
    expect(await read()).toMatchObject(
      may ? { review: to, asset_id: 'two' } : { review: from, asset_id: 'one' },
    );
  });
});

it('a video keeps the time at which it was first published', async () => {
  await db.updateTable('assets').set({ state: 'ready', edition_id: 'e' }).where('id', '=', 'one').execute();
  await stand({ review: 'approved' });
  await publishVideos(db, 'one');
  const first = await read();
  expect(first.published_at).toBeInstanceOf(Date);
  const long = new Date('2000-01-01');
  await db.updateTable('videos').set({ published_at: long }).where('id', '=', 'v').execute();
  await publishVideos(db, 'one');
  expect((await read()).published_at).toEqual(long);
});
