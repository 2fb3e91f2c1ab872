import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { addUpload, openTestRows } from '../testing/rows.ts';
import { claimCompletion } from './completion.ts';
import { claimPart, listParts, recordPart } from './parts.ts';
import { finishUpload, listUploadProgress } from './uploads.ts';

const { db, end } = await openTestRows();
afterAll(end);

let uploadId = '';
let uploads = 0;
beforeEach(async () => {
  uploads += 1;
  uploadId = `upload${uploads}`;
  await addUpload(db, uploadId);
});

const part = (n: number, etag: string) => ({ uploadId, n, etag });
const safe = (n: number, etag: string, container?: string) => ({
  ...{ ...part(n, etag), sizeBytes: n === 1 ? 600 : 400, storeEtag: `store's ${etag}` },
  ...(container !== undefined && { container }),
});
const etags = async (): Promise<string[]> => (await listParts(db, [uploadId])).map(({ etag }) => etag);

/** Claims the completion of an upload that has all its parts. */
async function beginCompletion(leaseMs: number): Promise<void> {
  for (const n of [1, 2]) await recordPart(db, safe(n, `part ${n}`));
  const claim = await claimCompletion(db, { uploadId, holder: 'somebody', leaseMs });
  expect(claim?.isMine).toBe(true);
}

describe('a part', () => {
  it('is missing from its claim until its new bytes are safe (UPL-8)', async () => {
    expect(await claimPart(db, part(1, 'old'))).toBe('mine');
    expect(await recordPart(db, safe(1, 'old'))).toBe(true);
    expect(await claimPart(db, part(1, 'new'))).toBe('mine');
    expect(await etags()).toEqual([]);
    expect((await listUploadProgress(db, [uploadId, 'nobody'])).get(uploadId)).toMatchObject({
      receivedBytes: 0,
    });
    await recordPart(db, safe(1, 'new'));
    expect(await etags()).toEqual(['new']);
    expect((await listUploadProgress(db, [uploadId, 'nobody'])).get(uploadId)).toMatchObject({
      receivedBytes: 600,
      sizeBytes: 1000,
    });
  });

  it('whose very bytes are safe is not written again (UPL-8)', async () => {
    await recordPart(db, safe(2, 'same'));
    expect(await claimPart(db, part(2, 'same'))).toBe('here');
    expect(await etags()).toEqual(['same']);
  });

  it('with other bytes is refused while the upload is completed, and taken when that claim has run out (UPL-12)', async () => {
    await beginCompletion(60_000);
    expect(await claimPart(db, part(2, 'other'))).toBe('completing');
    expect(await claimPart(db, part(2, 'part 2'))).toBe('here');
    expect(await etags()).toEqual(['part 1', 'part 2']);
    const before = new Date(Date.now() - 60_000);
    await db.updateTable('uploads').set({ completing_until: before }).where('id', '=', uploadId).execute();
    expect(await claimPart(db, part(2, 'other'))).toBe('mine');
  });

  it('of an upload that has ended is neither claimed nor recorded (UPL-18)', async () => {
    await claimPart(db, part(1, 'late'));
    await finishUpload(db, uploadId, 'expired');
    expect(await recordPart(db, safe(1, 'late'))).toBe(false);
    expect(await claimPart(db, part(1, 'later'))).toBe('ended');
    expect(await claimPart(db, { uploadId: 'none', n: 1, etag: 'x' })).toBe('ended');
    expect(await etags()).toEqual([]);
  });

  it('that changes makes the checksum of the whole unknown, one that is there leaves it (UPL-16)', async () => {
    await recordPart(db, safe(1, 'old'));
    const noted = { checked_sha256: 'sum' };
    await db.updateTable('uploads').set(noted).where('id', '=', uploadId).execute();
    const known = () =>
      db.selectFrom('uploads').select('checked_sha256').where('id', '=', uploadId).executeTakeFirst();
    await claimPart(db, part(1, 'old'));
    expect(await known()).toEqual(noted);
    await claimPart(db, part(1, 'new'));
    expect(await known()).toEqual({ checked_sha256: null });
  });

  it('tells the container, and one that tells nothing leaves it', async () => {
    const container = () =>
      db.selectFrom('uploads').select('container').where('id', '=', uploadId).executeTakeFirst();
    await recordPart(db, safe(1, 'a', 'mov'));
    await recordPart(db, safe(2, 'b'));
    expect(await container()).toEqual({ container: 'mov' });
  });
});
