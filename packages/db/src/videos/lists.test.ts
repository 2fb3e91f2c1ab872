import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAsset, addUser, addVideo, openTestRows, readPages } from '../testing/rows.ts';
import { readUserCounts, usedBytes } from '../people/users.ts';
import { listAssets } from './assets.ts';
import { listLatestVideos } from './video-cards.ts';
import { countVideosAbout, listVideosAbout, listVideosOfAuthor, listWantedVideos } from './videos.ts';

const { db, end } = await openTestRows();
afterAll(end);

const at = new Date(Date.now() - 3_600_000);
const names = ['a', 'b', 'c', 'd', 'e'];

beforeAll(async () => {
  await addUser(db, 'author');
  await addUser(db, 'other');
  // Added in another order than that of their ids, all made and published at the same time.
  for (const n of [3, 0, 4, 1, 2]) {
    const id = names[n] ?? '';
    await addAsset(db, id, { owner_id: 'author', edition_id: `e ${id}`, created_at: at, size_bytes: 100 });
    await addVideo(db, id, { author_id: 'author', created_at: at, published_at: at });
  }
  const hidden: [id: string, asset: object, video: object][] = [
    ['f private', {}, { visibility: 'private' }],
    ['g unlisted', {}, { visibility: 'unlisted' }],
    ['h pending', {}, { review: 'pending' }],
    ['i not published', {}, { published_at: null }],
    // Nothing is published before it plays whole.
    ['j not playable', { edition_id: null }, { published_at: null }],
    ['k arriving', { state: 'uploading' }, { published_at: null }],
  ];
  for (const [id, asset, video] of hidden) {
    await addAsset(db, id, { owner_id: 'author', edition_id: `e ${id}`, created_at: at, ...asset });
    await addVideo(db, id, { author_id: 'author', created_at: at, published_at: at, ...video });
  }
  await addAsset(db, 'l deleted', { owner_id: 'author', state: 'deleted', created_at: at });
  await addVideo(db, 'l deleted', { author_id: 'author', created_at: at, published_at: null });
});

describe.each([1, 2, 4, 5])('in pages of %i, though all are of the same time,', (limit) => {
  it('the latest videos are each shown once, and nothing that others may not find', async () => {
    const pages = await readPages(
      (before) => listLatestVideos(db, { viewerId: null, limit, before }),
      ({ video }) => ({ at: video.published_at ?? at, id: video.id }),
    );
    expect(pages.flat()).toEqual(names.toReversed());
  });

  it('an author’s videos are each shown once in every state but deleted', async () => {
    const pages = await readPages(
      (before) => listVideosOfAuthor(db, { authorId: 'author', limit, before }),
      ({ video }) => ({ at: video.created_at, id: video.id }),
    );
    const shown = pages.flat();
    expect(shown).toHaveLength(11);
    expect(shown).toEqual(shown.toSorted().toReversed());
    expect(shown).not.toContain('l deleted');
  });

  it('an owner’s assets are each shown once', async () => {
    const pages = await readPages(
      (before) => listAssets(db, { ownerId: 'author', limit, before }),
      ({ created_at, id }) => ({ at: created_at, id }),
    );
    expect(new Set(pages.flat()).size).toBe(11);
    expect(pages.flat()).toHaveLength(11);
  });
});

describe('what is counted', () => {
  it('of an author are the videos that others may find, by whatever way one asks', async () => {
    expect(await readUserCounts(db, 'author')).toEqual({ videos: 5, followers: 0, following: 0 });
    expect((await readUserCounts(db, 'other')).videos).toBe(0);
    const [card] = await listLatestVideos(db, { viewerId: null, limit: 1, before: null });
    expect(card?.author.counts.videos).toBe(5);
  });

  it('of an owner’s bytes are all but those of deleted assets', async () => {
    await addAsset(db, 'large', { owner_id: 'other', size_bytes: 3e12, state: 'uploading' });
    await addAsset(db, 'gone', { owner_id: 'other', size_bytes: 7, state: 'deleted' });
    expect(await usedBytes(db, 'other')).toBe(3e12);
    expect(await usedBytes(db, 'nobody')).toBe(0);
  });

  it('of an asset are the videos that show it and those that will', async () => {
    await addAsset(db, 'shared', { owner_id: 'other' });
    await addAsset(db, 'former', { owner_id: 'other' });
    await addVideo(db, 'shows', { asset_id: 'shared', author_id: 'other' });
    await addVideo(db, 'will', { asset_id: 'former', next_asset_id: 'shared', author_id: 'other' });
    expect(await countVideosAbout(db, 'shared')).toBe(2);
    expect(await countVideosAbout(db, 'former')).toBe(1);
    const about = await listVideosAbout(db, 'shared');
    expect(about.map(({ video, next }) => [video.id, next?.id]).toSorted()).toEqual([
      ['shows', undefined],
      ['will', 'shared'],
    ]);
  });
});

describe('videos that are asked for', () => {
  it('are those of one person, by themselves and by what they show or will, each once', async () => {
    await addAsset(db, 'plain', { owner_id: 'other' });
    await addAsset(db, 'coming', { owner_id: 'other' });
    await addVideo(db, 'w1', { asset_id: 'plain', author_id: 'other' });
    await addVideo(db, 'w2', { asset_id: 'plain', next_asset_id: 'coming', author_id: 'other' });
    await addVideo(db, 'w3', { asset_id: 'coming', author_id: 'author' });
    const wanted = (authorId: string, videoIds: string[], assetIds: string[]) =>
      listWantedVideos(db, { authorIds: [authorId], videoIds, assetIds }).then((rows) =>
        rows.map(({ video }) => video.id),
      );
    expect(await wanted('other', ['w1'], ['plain', 'coming'])).toEqual(['w1', 'w2']);
    expect(await wanted('other', [], ['coming'])).toEqual(['w2']);
    expect(await wanted('author', ['w1', 'w3'], [])).toEqual(['w3']);
    expect(await wanted('author', [], [])).toEqual([]);
  });
});
