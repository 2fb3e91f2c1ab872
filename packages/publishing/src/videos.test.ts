import { findAsset, findVideo, lockVideo, setNextSource, type VideoRow } from '@weireel/db/videos';
import { openSamples } from '@weireel/processing/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { adoptSource } from './adopt-source.ts';
import { changeDetails, type DetailsWish } from './change-details.ts';
import { createVideo } from './create-video.ts';
import { replaceSource } from './replace-source.ts';

const here = await openSamples();
const { db } = here;
afterAll(() => here.drop());

const details = { title: 'T', description: '', tags: [], categoryId: null, visibility: 'public' } as const;

type Held = VideoRow & { is_due: boolean };

async function addVideo(assetId: string): Promise<Held> {
  const wish = { ...details, tags: [], coverTimeMs: null, reviewMode: 'off' } as const;
  const id = await createVideo(db, { ...wish, tags: [], assetId, authorId: here.ownerId }, here);
  return find(id);
}

async function find(id: string): Promise<Held> {
  const video = await lockVideo(db, id);
  if (!video) throw new Error('the video is gone');
  return video;
}

async function addPlayingVideo(): Promise<Held> {
  const { id } = await here.addAsset('ready');
  await here.addEdition(id, 'sealed');
  return addVideo(id);
}

describe('a video', () => {
  it('is made of one’s own asset only', async () => {
    const { id: assetId } = await here.addAsset('ready');
    const wish = { ...details, tags: [], coverTimeMs: null, reviewMode: 'off', assetId } as const;
    const stranger = createVideo(db, { ...wish, tags: [], authorId: 'stranger' }, here);
    await expect(stranger).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is published at once when it plays, and waits where review comes first', async () => {
    expect(await addPlayingVideo()).toMatchObject({
      review: 'approved',
      published_at: expect.any(Date) as Date,
    }); // as: vitest's matchers are any
    const { id: assetId } = await here.addAsset('ready');
    await here.addEdition(assetId, 'sealed');
    const wish = { ...details, tags: [], coverTimeMs: null, reviewMode: 'before', assetId } as const;
    const id = await createVideo(db, { ...wish, tags: [], authorId: here.ownerId }, here);
    expect(await find(id)).toMatchObject({ review: 'pending', published_at: null });
  });
});

describe('other details', () => {
  const change = async (video: Held, wish: Partial<DetailsWish>) => {
    const before = await findAsset(db, video.asset_id);
    const all = {
      video,
      details: { ...details, tags: [] },
      viewerId: here.ownerId,
      reviewMode: 'off' as const,
      ...wish,
    };
    await changeDetails(db, all, here, here.newId);
    const after = await findAsset(db, video.asset_id);
    return { review: (await find(video.id)).review, keepsLinks: before?.media_key === after?.media_key };
  };

  it.each([
    ['off', 'approved', 'approved', true],
    ['off', 'rejected', 'rejected', true],
    ['after', 'approved', 'approved', true],
    ['before', 'approved', 'pending', false],
    ['before', 'rejected', 'pending', true],
  ] as const)(
    'where review is %s lead %s to %s; links stay: %s',
    async (reviewMode, from, to, keepsLinks) => {
      const video = await addPlayingVideo();
      await db.updateTable('videos').set({ review: from }).where('id', '=', video.id).execute();
      expect(await change(await find(video.id), { reviewMode })).toEqual({ review: to, keepsLinks });
    },
  );

  it('let links die when the video becomes private', async () => {
    const video = await addPlayingVideo();
    const hidden = { ...details, tags: [], visibility: 'private' } as const;
    expect(await change(video, { details: { ...hidden, tags: [] } })).toMatchObject({ keepsLinks: false });
  });
});

describe('another source', () => {
  const viewer = { id: here.ownerId, roles: [] };

  it.each([
    ['growing', false],
    ['sealed', true],
  ] as const)('that is %s takes the place: %s', async (state, isMoved) => {
    const video = await addPlayingVideo();
    const next = await here.addAsset('processing');
    await here.addEdition(next.id, state);
    await setNextSource(db, video.id, { assetId: next.id, review: null });
    await adoptSource(db, next.id, here);
    expect((await find(video.id)).asset_id).toBe(isMoved ? next.id : video.asset_id);
  });

  it('that failed is tried again, or refused with its own reason', async () => {
    const video = await addPlayingVideo();
    const passing = await here.addAsset('failed');
    await replaceSource(db, { video, assetId: passing.id, viewer, reviewMode: 'off' }, here);
    expect(await findAsset(db, passing.id)).toMatchObject({ state: 'processing' });
    const atFault = await here.addAsset('failed');
    const code = 'media_encrypted';
    await db.updateTable('assets').set({ failure_code: code }).where('id', '=', atFault.id).execute();
    const wish = { video: await find(video.id), assetId: atFault.id, viewer, reviewMode: 'off' } as const;
    await expect(replaceSource(db, wish, here)).rejects.toMatchObject({ code });
    expect((await findVideo(db, video.id))?.asset.state).toBe('ready');
  });
});
