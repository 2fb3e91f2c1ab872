import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { addAsset, addJob, openTestRows } from '../testing/rows.ts';
import {
  endGrowingPlaylists,
  findCurrentEdition,
  findEdition,
  findPlaylist,
  insertEdition,
  listSpentEditions,
  publishEdition,
  putPlaylists,
  removeDraftEdition,
  setEdition,
  withdrawEditions,
} from './editions.ts';

const { db, end } = await openTestRows();
afterAll(end);

let assetId = '';
let count = 0;
beforeEach(async () => {
  count += 1;
  assetId = `asset${count}`;
  await addAsset(db, assetId, { state: 'processing', duration_ms: 3_600_000 });
});

const media = '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n0.m4s\n';
const list = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv0/index.m3u8\n';

/** Begins an edition with its playlists, under an attempt of its own id. */
async function begin(name: string, kind: 'first' | 'ladder' = 'ladder'): Promise<string> {
  const id = `${name} of ${assetId}`;
  await insertEdition(db, { id, assetId, attemptId: id, kind, keyPrefix: `${id}/` });
  await putPlaylists(db, id, [
    { name: 'master.m3u8', body: list },
    { name: 'v0/index.m3u8', body: media },
  ]);
  return id;
}

async function publish(id: string, state: 'growing' | 'sealed'): Promise<void> {
  await setEdition(db, id, { state });
  await publishEdition(db, assetId, id);
}

const bodyOf = async (editionId: string, name = 'v0/index.m3u8') =>
  (await findPlaylist(db, { assetId, editionId, name }))?.body ?? null;
const spent = async () => (await listSpentEditions(db)).map(({ id }) => id);

describe('an edition', () => {
  it('is found when it is published, by its own asset, and not before', async () => {
    const id = await begin('one');
    expect(await findEdition(db, id, assetId)).toBeNull();
    expect(await bodyOf(id)).toBeNull();
    await publish(id, 'sealed');
    expect(await findEdition(db, id, assetId)).toMatchObject({ state: 'sealed' });
    expect(await findEdition(db, id, 'another')).toBeNull();
    expect(await findCurrentEdition(db, assetId)).toMatchObject({ id });
    expect(await bodyOf(id)).toBe(media);
  });

  it('that grew is ended where it is when a better one plays, and stays readable', async () => {
    const [first, better] = [await begin('first', 'first'), await begin('better')];
    await publish(first, 'growing');
    await publish(better, 'sealed');
    expect(await findCurrentEdition(db, assetId)).toMatchObject({ id: better });
    expect(await findEdition(db, first, assetId)).toMatchObject({ state: 'retired' });
    expect(await bodyOf(first)).toBe(`${media}#EXT-X-ENDLIST\n`);
    expect(await bodyOf(first, 'master.m3u8')).toBe(list);
    expect(await bodyOf(better)).toBe(media);
    await endGrowingPlaylists(db, assetId, null);
    expect(await bodyOf(first)).toBe(`${media}#EXT-X-ENDLIST\n`);
  });

  it('counts as never published when everything is withdrawn', async () => {
    const [first, better] = [await begin('first', 'first'), await begin('better')];
    await publish(first, 'growing');
    await publish(better, 'sealed');
    await withdrawEditions(db, assetId);
    expect(await findCurrentEdition(db, assetId)).toBeNull();
    for (const id of [first, better]) expect(await findEdition(db, id, assetId)).toBeNull();
    expect(await spent()).toEqual(expect.arrayContaining([first, better]));
  });

  it('is removed as a draft only as long as it is one', async () => {
    const [draft, published] = [await begin('draft'), await begin('published')];
    await publish(published, 'sealed');
    for (const id of [draft, published]) await removeDraftEdition(db, id);
    const left = await db.selectFrom('editions').select('id').where('asset_id', '=', assetId).execute();
    expect(left).toEqual([{ id: published }]);
    const keys = await db.selectFrom('artefacts').select('key').where('asset_id', '=', assetId).execute();
    expect(keys).toEqual([{ key: `${published}/` }]);
  });
});

describe('nobody needs an edition', () => {
  it('that was begun when its attempt is over, and not before', async () => {
    const id = await begin('draft');
    await addJob(db, id, assetId);
    expect(await spent()).not.toContain(id);
    await db.updateTable('jobs').set({ state: 'dead' }).where('id', '=', id).execute();
    expect(await spent()).toContain(id);
  });

  it('that plays, growing or sealed, never', async () => {
    const id = await begin('one', 'first');
    await publish(id, 'growing');
    expect(await spent()).not.toContain(id);
    await setEdition(db, id, { state: 'sealed' });
    expect(await spent()).not.toContain(id);
  });

  it('that was retired when its last signature has run out, by the length of the clip', async () => {
    const [first, better] = [await begin('first', 'first'), await begin('better')];
    await publish(first, 'sealed');
    await publish(better, 'sealed');
    const retire = (hours: number) =>
      db
        .updateTable('editions')
        .set({ retired_at: new Date(Date.now() - hours * 3_600_000) })
        .where('id', '=', first)
        .execute();
    // Three hours and twice the clip's hour.
    await retire(4.9);
    expect(await spent()).not.toContain(first);
    await retire(5.1);
    expect(await spent()).toContain(first);
  });
});
