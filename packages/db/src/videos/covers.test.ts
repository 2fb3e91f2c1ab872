import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { addAsset, addVideo, openTestRows } from '../testing/rows.ts';
import { listArtefacts, noteArtefact } from './artefacts.ts';
import {
  chooseCoverTime,
  dropCover,
  listCovers,
  listWantedCovers,
  publishCover,
  publishPoster,
  renewCovers,
} from './covers.ts';

const { db, end } = await openTestRows();
afterAll(end);

let id = '';
let count = 0;
beforeEach(async () => {
  count += 1;
  id = `v${count}`;
  await addAsset(db, id);
  await addVideo(db, id);
});

/** Makes a cover of a moment, as a worker does that was told of it a while ago. */
async function make(atMs: number, key = `cover of ${id} at ${atMs}`): Promise<string | null> {
  await noteArtefact(db, { key, assetId: id, kind: 'cover', attemptId: 'a' });
  const made = await publishCover(db, id, { videoId: id, atMs, key, placeholder: 'p' });
  return made === null ? null : key;
}

const shown = async () => (await listCovers(db, id)).map(({ key }) => key);
const wanted = async () => (await listWantedCovers(db, id)).map(({ atMs }) => atMs);

describe('a chosen cover', () => {
  it('is wanted until it is made, and the former one is shown meanwhile', async () => {
    expect(await chooseCoverTime(db, id, 1000)).toBe(true);
    expect(await wanted()).toEqual([1000]);
    const first = await make(1000);
    expect(await wanted()).toEqual([]);
    expect(await chooseCoverTime(db, id, 1000)).toBe(false);
    expect(await chooseCoverTime(db, id, 2000)).toBe(true);
    expect(await shown()).toEqual([first]);
    const second = await make(2000);
    expect(await shown()).toEqual([second]);
  });

  it('is not published when another moment was chosen, or none, or it is made already', async () => {
    await chooseCoverTime(db, id, 1000);
    await chooseCoverTime(db, id, 2000);
    expect(await make(1000)).toBeNull();
    expect(await make(2000)).not.toBeNull();
    expect(await make(2000, 'made twice')).toBeNull();
    await chooseCoverTime(db, id, null);
    expect(await make(2000, 'too late')).toBeNull();
    expect(await shown()).toEqual([]);
  });

  it('that is given up is taken away at once, and the asset’s own is shown', async () => {
    await noteArtefact(db, { key: `poster of ${id}`, assetId: id, kind: 'poster', attemptId: 'a' });
    await publishPoster(db, id, { key: `poster of ${id}`, placeholder: 'p' });
    await chooseCoverTime(db, id, 1000);
    await make(1000);
    expect(await chooseCoverTime(db, id, null)).toBe(false);
    expect((await listArtefacts(db, id)).map(({ kind }) => kind)).toEqual(['poster']);
  });

  it('is made again of something better, and stays until then', async () => {
    await chooseCoverTime(db, id, 1000);
    const first = await make(1000);
    await renewCovers(db, id);
    expect(await wanted()).toEqual([1000]);
    expect(await shown()).toEqual([first]);
    const better = await make(1000, `better cover of ${id}`);
    expect(await shown()).toEqual([better]);
  });

  it('belongs to one video: others of its asset have their own', async () => {
    const other = `other ${id}`;
    await addVideo(db, other, { asset_id: id });
    await chooseCoverTime(db, id, 1000);
    await chooseCoverTime(db, other, 1000);
    const mine = await make(1000);
    expect(await listWantedCovers(db, id)).toEqual([{ videoId: other, atMs: 1000, words: null }]);
    await dropCover(db, { id: other, asset_id: id });
    expect(await shown()).toEqual([mine]);
    await dropCover(db, { id, asset_id: id });
    expect(await shown()).toEqual([]);
  });
});
