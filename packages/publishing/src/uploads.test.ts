import { listStages } from '@weireel/db/processing';
import { findUpload, insertUpload } from '@weireel/db/uploads';
import { findArtefact, findAsset } from '@weireel/db/videos';
import { listJobs } from '@weireel/jobs';
import { openSamples } from '@weireel/processing/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { completeUpload } from './complete-upload.ts';
import { discardAsset } from './discard-asset.ts';
import { endUpload } from './end-upload.ts';

const here = await openSamples();
const { db } = here;
afterAll(() => here.drop());

async function addUpload() {
  const asset = await here.addAsset('uploading');
  return insertUpload(db, {
    ...{ id: here.newId(), asset_id: asset.id, user_id: here.ownerId, file_name: 'clip.mp4', size_bytes: 8 },
    ...{ content_type: null, sha256: null, part_size_bytes: 8, part_count: 1, state: 'open' },
    ...{ blob_key: asset.sourceKey, blob_upload_id: 'b', expires_at: new Date(Date.now() + 3600_000) },
  });
}

async function jobsOf(assetId: string) {
  const jobs = await listJobs(db, { state: null, limit: 100, before: null });
  return jobs.filter((job) => job.subject_id === assetId).map(({ kind }) => kind);
}

describe('an upload that is complete', () => {
  it('starts the work on its source, once', async () => {
    const { id, asset_id: assetId } = await addUpload();
    expect(await completeUpload(db, id, here)).toBe(true);
    expect(await completeUpload(db, id, here)).toBe(true);
    expect(await findUpload(db, id, here.ownerId)).toMatchObject({ state: 'complete' });
    expect(await findAsset(db, assetId)).toMatchObject({ state: 'processing' });
    expect(await findArtefact(db, assetId, 'source')).not.toBeNull();
    expect(await listStages(db, assetId, ['done'])).toEqual([{ stage: 'upload', state: 'done' }]);
    expect(await jobsOf(assetId)).toEqual(['process_first']);
  });

  it('starts nothing when it was given up before', async () => {
    const { id, asset_id: assetId } = await addUpload();
    await discardAsset(db, assetId, here);
    expect(await completeUpload(db, id, here)).toBe(false);
    expect(await completeUpload(db, 'nobody', here)).toBe(false);
    expect(await jobsOf(assetId)).toEqual(['delete_asset']);
  });
});

describe('an upload that comes to nothing', () => {
  it('fails its asset with the reason, and nothing of it plays any more', async () => {
    const upload = await addUpload();
    await here.addEdition(upload.asset_id, 'growing');
    expect(await endUpload(db, upload, { code: 'media_encrypted' })).toBe(true);
    expect(await findAsset(db, upload.asset_id)).toMatchObject({
      ...{ state: 'failed', failure_code: 'media_encrypted', edition_id: null },
    });
    expect(await listStages(db, upload.asset_id, ['failed'])).toEqual([{ stage: 'probe', state: 'failed' }]);
  });

  it('is left alone when it is complete', async () => {
    const upload = await addUpload();
    await completeUpload(db, upload.id, here);
    expect(await endUpload(db, upload, { code: 'upload_expired' })).toBe(false);
    expect(await findAsset(db, upload.asset_id)).toMatchObject({ state: 'processing', failure_code: null });
  });
});
