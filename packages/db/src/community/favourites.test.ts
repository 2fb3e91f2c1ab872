import { afterAll, expect, it } from 'vitest';
import { addAsset, addVideo, openTestRows, readPages } from '../testing/rows.ts';
import { listFavourites } from './favourites.ts';

const { db, end } = await openTestRows();
afterAll(end);

it('favourites are listed once, the last one first, also those of one moment, and nothing that is gone or hidden', async () => {
  const at = new Date(Date.now() - 1000);
  for (const id of ['a', 'b', 'c', 'd', 'gone']) {
    await addAsset(db, id, { edition_id: `e ${id}`, ...(id === 'gone' && { state: 'deleted' }) });
    await addVideo(db, id, { published_at: at });
    await db
      .insertInto('video_favourites')
      .values({ video_id: id, user_id: 'owner', created_at: at })
      .execute();
  }
  for (const limit of [1, 2, 9]) {
    const pages = await readPages(
      (before) => listFavourites(db, { userId: 'owner', limit, before }),
      (favourite) => ({ at: favourite.at, id: favourite.card.video.id }),
    );
    expect(pages.flat()).toEqual(['d', 'c', 'b', 'a']);
  }
});
