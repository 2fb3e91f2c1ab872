import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAsset, addUser, addVideo, openTestRows, readPages } from '../testing/rows.ts';
import { listCandidates, listFollowed, listShowable, noteServed } from './candidates.ts';
import { setAuthorHidden, setVideoHidden } from './hidden.ts';

const { db, end } = await openTestRows();
afterAll(end);

const at = Date.now() - 3_600_000;

beforeAll(async () => {
  for (const id of ['viewer', 'ann', 'bob', 'many']) await addUser(db, id);
  for (const [n, id] of ['ann1', 'bob1', 'ann2', 'bob2', 'secret'].entries()) {
    await addAsset(db, id, { edition_id: `e ${id}` });
    await addVideo(db, id, {
      ...{ author_id: id.startsWith('bob') ? 'bob' : 'ann', published_at: new Date(at + n), tags: [id] },
      visibility: id === 'secret' ? 'private' : 'public',
    });
  }
  await db.insertInto('video_counts').values({ video_id: 'bob1', likes: 3, shares: 2 }).execute();
  await db
    .insertInto('follows')
    .values(
      ['ann', 'bob'].flatMap((id) => ['viewer', 'many'].map((by) => ({ followed_id: id, follower_id: by }))),
    )
    .execute();
  // So many that they are not asked one by one.
  for (let n = 0; n < 50; n += 1) {
    await addUser(db, `p${n}`);
    await db
      .insertInto('follows')
      .values({ followed_id: `p${n}`, follower_id: 'many' })
      .execute();
  }
});

const newest = ['bob2', 'ann2', 'bob1', 'ann1'];

describe('videos that may be shown unasked', () => {
  it('are the newest that others may find, with what people think of them', async () => {
    const candidates = await listCandidates(db, 10);
    expect(candidates.map(({ id }) => id)).toEqual(newest);
    expect(candidates[2]).toMatchObject({
      authorId: 'bob',
      likes: 3,
      favourites: 0,
      shares: 2,
      tags: ['bob1'],
    });
    expect(await listCandidates(db, 1)).toHaveLength(1);
  });

  it.each(['viewer', 'many'])(
    'of those whom %s follows come the newest first, by pages',
    async (viewerId) => {
      for (const limit of [1, 3, 40]) {
        const pages = await readPages(
          (before) => listFollowed(db, { viewerId, limit, before }),
          ({ publishedAt, id }) => ({ at: publishedAt, id }),
        );
        expect(pages.flat(), String(limit)).toEqual(newest);
      }
      expect(await listFollowed(db, { viewerId: 'ann', limit: 5, before: null })).toEqual([]);
    },
  );

  it('are known to have been seen when they were served or watched', async () => {
    const ids = ['ann1', 'secret', 'none', 'bob1', 'bob2'];
    const first = new Date(at);
    await noteServed(db, { userId: 'viewer', ids: ['bob1', 'none'], at: first });
    await db.insertInto('watched').values({ user_id: 'viewer', video_id: 'bob2', position_ms: 1 }).execute();
    const showable = await listShowable(db, { viewerId: 'viewer', ids });
    expect(showable.map(({ id, seenAt }) => [id, seenAt !== null])).toEqual([
      ['ann1', false],
      ['bob1', true],
      ['bob2', true],
    ]);
    const later = new Date(at + 1000);
    await noteServed(db, { userId: 'viewer', ids: ['bob1'], at: later });
    expect(await listShowable(db, { viewerId: 'viewer', ids: ['bob1'] })).toEqual([
      { id: 'bob1', seenAt: later },
    ]);
    expect(await listShowable(db, { viewerId: null, ids: ['bob1'] })).toEqual([{ id: 'bob1', seenAt: null }]);
  });

  it('are hidden from who does not want them, and from nobody else', async () => {
    const shown = async (viewerId: string | null) =>
      (await listShowable(db, { viewerId, ids: newest })).map(({ id }) => id);
    for (let n = 0; n < 2; n += 1) {
      await setVideoHidden(db, { userId: 'viewer', videoId: 'ann2', isHidden: true });
      await setAuthorHidden(db, { userId: 'viewer', authorId: 'bob', isHidden: true });
    }
    expect(await shown('viewer')).toEqual(['ann1']);
    expect([await shown('many'), await shown(null)]).toEqual([newest, newest]);
    await setVideoHidden(db, { userId: 'viewer', videoId: 'ann2', isHidden: false });
    await setAuthorHidden(db, { userId: 'viewer', authorId: 'bob', isHidden: false });
    expect(await shown('viewer')).toEqual(newest);
  });
});
