import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { addUpload, openTestRows } from '../testing/rows.ts';
import {
  claimCompletion,
  noteChecksum,
  releaseCompletion,
  renewCompletion,
  restartUpload,
  type Completer,
} from './completion.ts';
import { listParts, recordPart } from './parts.ts';
import { finishUpload } from './uploads.ts';

const { db, end } = await openTestRows();
afterAll(end);

let uploadId = '';
let uploads = 0;
beforeEach(async () => {
  uploads += 1;
  uploadId = `upload${uploads}`;
  await addUpload(db, uploadId);
});

const minuteMs = 60_000;
const by = (holder: string, leaseMs = minuteMs): Completer => ({ uploadId, holder, leaseMs });
const isMine = async (completer: Completer) => (await claimCompletion(db, completer))?.isMine;
const row = () => db.selectFrom('uploads').selectAll().where('id', '=', uploadId).executeTakeFirstOrThrow();

async function receive(...numbers: number[]): Promise<void> {
  for (const n of numbers) {
    await recordPart(db, { uploadId, n, sizeBytes: 500, etag: `part ${n}`, storeEtag: `part ${n}` });
  }
}

describe('the completion of an upload', () => {
  it('is claimed by one, once all parts are here (UPL-11)', async () => {
    await receive(2);
    expect(await isMine(by('early'))).toBe(false);
    await receive(1);
    const claims = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => isMine(by(holder))));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await claimCompletion(db, { ...by('a'), uploadId: 'none' })).toBeNull();
  });

  it('is another’s when the first has let go or not come back in time, and not before (UPL-14)', async () => {
    await receive(1, 2);
    expect(await isMine(by('first'))).toBe(true);
    await releaseCompletion(db, by('a stranger'));
    expect(await isMine(by('second'))).toBe(false);
    await releaseCompletion(db, by('first'));
    expect(await isMine(by('second', -minuteMs))).toBe(true);
    expect(await isMine(by('third'))).toBe(true);
    // Who was too late renews nothing of the other's.
    await renewCompletion(db, by('second', -minuteMs));
    expect(await isMine(by('fourth'))).toBe(false);
  });

  it('is nobody’s when the upload has ended', async () => {
    await receive(1, 2);
    await finishUpload(db, uploadId, 'complete');
    expect(await claimCompletion(db, by('late'))).toMatchObject({
      isMine: false,
      upload: { state: 'complete' },
    });
  });

  it('notes the checksum of the whole only for whoever has the claim (UPL-16)', async () => {
    await receive(1, 2);
    await isMine(by('first'));
    await noteChecksum(db, by('a stranger'), 'wrong');
    expect((await row()).checked_sha256).toBeNull();
    await noteChecksum(db, by('first'), 'right');
    expect((await row()).checked_sha256).toBe('right');
  });

  it('begins anew with another blob and no parts, and what was wrong with the former, only for whoever has the claim of an open upload', async () => {
    await receive(1, 2);
    await isMine(by('first'));
    await noteChecksum(db, by('first'), 'wrong');
    const before = await row();
    const blob = { blobKey: 'another', blobUploadId: 'another' };
    expect(await restartUpload(db, by('a stranger'), blob)).toBe(false);
    expect(await row()).toEqual(before);
    expect(await listParts(db, [uploadId])).toHaveLength(2);

    expect(await restartUpload(db, by('first'), blob)).toBe(true);
    expect(await row()).toMatchObject({ blob_key: 'another', checked_sha256: 'wrong', container: null });
    expect(await listParts(db, [uploadId])).toEqual([]);

    await finishUpload(db, uploadId, 'expired');
    expect(await restartUpload(db, by('first'), { blobKey: 'third', blobUploadId: 'third' })).toBe(false);
  });
});
