import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUpload, addUser, openTestRows, readPages } from '../testing/rows.ts';
import { recordPart } from './parts.ts';
import {
  closeUploadsOfAsset,
  findArrival,
  findUpload,
  finishUpload,
  listOpenUploads,
  listOverdueUploads,
  markEarly,
  readAnnouncements,
} from './uploads.ts';

const { db, end } = await openTestRows();
afterAll(end);

const hourMs = 3_600_000;
const over = new Date(Date.now() - hourMs);
const stateOf = async (id: string) =>
  (await db.selectFrom('uploads').select('state').where('id', '=', id).executeTakeFirst())?.state;

describe('the list of a person’s open uploads', () => {
  const at = new Date(Date.now() - hourMs);
  const ids = ['a', 'b', 'c', 'd', 'e'].map((name) => `list-${name}`);
  beforeAll(async () => {
    await addUser(db, 'lister');
    const theirs = { user_id: 'lister', created_at: at };
    // Added in another order than that of their ids, all at the same time.
    for (const n of [3, 0, 4, 1, 2]) await addUpload(db, ids[n] ?? '', theirs);
    await addUpload(db, 'list-overdue', { ...theirs, expires_at: over });
    await addUpload(db, 'list-complete', { ...theirs, state: 'complete' });
    await addUpload(db, 'list-strange', { created_at: at });
  });

  it.each([1, 2, 3, 5])(
    'shows each once in pages of %i, though all began at the same time',
    async (limit) => {
      const pages = await readPages(
        (before) => listOpenUploads(db, { userId: 'lister', limit, before }),
        ({ created_at, id }) => ({ at: created_at, id }),
      );
      expect(pages.flat()).toEqual(ids.toReversed());
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    },
  );
});

describe('an upload', () => {
  it('is found by its person alone, and not when its asset is deleted (UPL-4)', async () => {
    await addUpload(db, 'found');
    expect(await findUpload(db, 'found', 'owner')).toMatchObject({ id: 'found' });
    expect(await findUpload(db, 'found', 'lister')).toBeNull();
    await db.updateTable('assets').set({ state: 'deleted' }).where('id', '=', 'found').execute();
    expect(await findUpload(db, 'found', 'owner')).toBeNull();
  });

  it('ends once: whoever comes second is told so', async () => {
    await addUpload(db, 'ends');
    const [first, second] = await Promise.all([
      finishUpload(db, 'ends', 'complete'),
      finishUpload(db, 'ends', 'expired'),
    ]);
    expect([first, second].filter(Boolean)).toHaveLength(1);
    expect(await stateOf('ends')).toBe(first ? 'complete' : 'expired');
  });

  it('is begun early once, and only as long as it is open', async () => {
    await addUpload(db, 'early');
    expect(await Promise.all([markEarly(db, 'early'), markEarly(db, 'early')])).toContain(false);
    expect(await markEarly(db, 'early')).toBe(false);
    await addUpload(db, 'late', { state: 'complete' });
    expect(await markEarly(db, 'late')).toBe(false);
  });

  it('is closed with its asset unless it is complete', async () => {
    await addUpload(db, 'open');
    await addUpload(db, 'whole', { state: 'complete' });
    for (const id of ['open', 'whole']) await closeUploadsOfAsset(db, id);
    expect([await stateOf('open'), await stateOf('whole')]).toEqual(['expired', 'complete']);
  });

  it('is overdue when its time is over and it is still open', async () => {
    await addUpload(db, 'overdue-open', { expires_at: over });
    await addUpload(db, 'overdue-whole', { expires_at: over, state: 'complete' });
    const found = (await listOverdueUploads(db, 100)).map(({ id }) => id);
    expect(found).toContain('overdue-open');
    expect(found).not.toContain('overdue-whole');
  });

  it('is quiet since its last part, or since it was begun', async () => {
    const created_at = new Date(Date.now() - 10 * hourMs);
    await addUpload(db, 'quiet', { created_at });
    const quietHours = async () => Math.round(((await findArrival(db, 'quiet'))?.quietMs ?? 0) / hourMs);
    expect(await quietHours()).toBe(10);
    await recordPart(db, { uploadId: 'quiet', n: 1, sizeBytes: 600, etag: 'x', storeEtag: 'x' });
    expect(await quietHours()).toBe(0);
    expect(await findArrival(db, 'none')).toBeNull();
  });
});

it('what is announced is what open uploads still lack, of a person and of everybody (UPL-2)', async () => {
  await addUser(db, 'announcer');
  const before = await readAnnouncements(db, 'announcer');
  expect(before).toMatchObject({ ownCount: 0, ownBytes: 0 });
  await addUpload(db, 'announced', { user_id: 'announcer', size_bytes: 5000 });
  await recordPart(db, { uploadId: 'announced', n: 1, sizeBytes: 600, etag: 'x', storeEtag: 'x' });
  await recordPart(db, { uploadId: 'announced', n: 2, sizeBytes: 400, etag: 'y', storeEtag: 'y' });
  await addUpload(db, 'announced-2', { user_id: 'announcer', size_bytes: 50 });
  await addUpload(db, 'announced-over', { user_id: 'announcer', size_bytes: 7000, expires_at: over });
  await addUpload(db, 'announced-done', { user_id: 'announcer', size_bytes: 7000, state: 'complete' });
  const after = await readAnnouncements(db, 'announcer');
  expect(after).toEqual({ ownCount: 2, ownBytes: 4050, allBytes: before.allBytes + 4050 });
});
