import { listPlaylists } from '@weireel/db/admin';
import { findUser } from '@weireel/db/people';
import { putPlaylists } from '@weireel/db/playback';
import { changeAsset, findArtefact, findAsset, listArtefacts, listWantedCovers } from '@weireel/db/videos';
import { createTestDatabase } from '@weireel/db/testing';
import { enqueueJob, listJobs } from '@weireel/jobs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reconcile, type Finding } from './reconcile.ts';
import { mediaPlaylist, newId, openTestInstallation, type TestInstallation } from './testing/installation.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

let here: TestInstallation;
beforeEach(async () => {
  here = await openTestInstallation(database.url);
});
afterEach(async () => {
  await here.connection.pool.query('truncate users, assets, jobs, graphile_worker._private_jobs cascade');
  await here.connection.close();
});

async function look(dryRun: boolean): Promise<Finding[]> {
  const { blobs, connection } = here;
  const findings: Finding[] = [];
  const options = { db: connection.db, blobs, newId, nowMs: Date.now() + 1000, youngMs: 0, dryRun };
  for await (const finding of reconcile(options)) findings.push(finding);
  return findings;
}

/** What is found, that a look alone changes nothing, and that mending leaves nothing to find. */
async function expectFoundAndMended(...expected: Partial<Finding>[]): Promise<void> {
  const wanted = expected.map((finding) => expect.objectContaining(finding) as Finding); // as: vitest's matchers are any
  expect(await look(true)).toEqual(wanted);
  expect(await look(true)).toEqual(wanted);
  expect(await look(false)).toEqual(wanted);
  expect(await look(true)).toEqual([]);
}

async function jobKinds(): Promise<string[]> {
  const jobs = await listJobs(here.connection.db, { state: 'waiting', limit: 10, before: null });
  return jobs.map(({ kind }) => kind);
}

describe('reconcile', () => {
  it('finds nothing where rows and blobs agree', async () => {
    await here.addReadyAsset();
    await here.addUpload();
    expect(await look(true)).toEqual([]);
  });

  it('removes bytes that no row knows', async () => {
    const { assetId, prefix } = await here.addReadyAsset();
    const keys = [
      `assets/${assetId}/d/attempt/poster.jpg`,
      `assets/${assetId}/e/gone/v0/s0.m4s`,
      `assets/${assetId}/source/other`,
      'assets/nobody/source/x',
    ];
    for (const key of keys) await here.blobs.put(key, Buffer.from('x'));
    const id = await here.blobs.createMultipart('assets/nobody/source/y', { sizeBytes: 1, partSizeBytes: 1 });
    const subjects = [...keys].sort();
    const found = await look(true);
    expect(found.map(({ kind }) => kind).sort()).toEqual([
      ...keys.map(() => 'orphan_blob'),
      'orphan_multipart',
    ]);
    expect(found.flatMap(({ kind, subject }) => (kind === 'orphan_blob' ? [subject] : [])).sort()).toEqual(
      subjects,
    );
    expect(found.map(({ subject }) => subject)).toContain(id);
    await look(false);
    expect(await look(true)).toEqual([]);
    expect(await here.blobs.head(`${prefix}v0/s0.m4s`)).not.toBeNull();
  });

  it('has an asset processed again when a file of its playlists is missing', async () => {
    const { assetId, prefix } = await here.addReadyAsset();
    await here.blobs.delete(`${prefix}v0/s0.m4s`);
    const missing = { kind: 'segment_missing', subject: assetId, detail: `${prefix}v0/s0.m4s` } as const;
    expect(await look(false)).toEqual([missing]);
    const { db } = here.connection;
    expect(await findAsset(db, assetId)).toMatchObject({ state: 'processing' });
    expect(await jobKinds()).toEqual(['process_first']);
  });

  it('says that an asset failed when the source is missing as well', async () => {
    const { assetId, prefix } = await here.addReadyAsset();
    await here.blobs.delete(`${prefix}v0/s0.m4s`);
    await here.blobs.delete(`assets/${assetId}/source/s`);
    await look(false);
    expect(await findAsset(here.connection.db, assetId)).toMatchObject({
      state: 'failed',
      failure_code: 'source_missing',
    });
    expect(await findArtefact(here.connection.db, assetId, 'source')).toBeNull();
    expect(await jobKinds()).toEqual([]);
  });

  it('forgets a source that is missing while everything plays', async () => {
    const { assetId } = await here.addReadyAsset();
    await here.blobs.delete(`assets/${assetId}/source/s`);
    await expectFoundAndMended({ kind: 'source_missing', subject: assetId });
    expect(await findAsset(here.connection.db, assetId)).toMatchObject({ state: 'ready' });
    expect(await findArtefact(here.connection.db, assetId, 'source')).toBeNull();
  });

  it('shows a person without their picture when a size of it is missing', async () => {
    const { personId, keys } = await here.addAvatar();
    // What was sent is over, and its bytes wait for the sweep.
    expect(await look(true)).toEqual([]);
    await here.blobs.delete(keys[0] ?? '');
    await expectFoundAndMended({ kind: 'avatar_missing', subject: personId });
    expect(await findUser(here.connection.db, personId)).toMatchObject({ avatar_key: null });
    expect(await jobKinds()).toEqual(['update_avatar']);
  });

  it('forgets a missing cover, and has made again what is made of the segments', async () => {
    const { assetId } = await here.addReadyAsset();
    await here.blobs.deletePrefix(`assets/${assetId}/d/`);
    await expectFoundAndMended(
      { kind: 'poster_missing', subject: assetId },
      { kind: 'mp4_missing', subject: assetId },
      { kind: 'candidate_missing', subject: assetId },
      { kind: 'storyboard_missing', subject: assetId },
      { kind: 'preview_missing', subject: assetId },
    );
    const asset = await findAsset(here.connection.db, assetId);
    expect(asset).toMatchObject({ state: 'processing' });
    const left = await listArtefacts(here.connection.db, assetId);
    expect(left.map(({ kind }) => kind).sort()).toEqual(['edition', 'source']);
    expect(await jobKinds()).toEqual(['process_ladder']);
  });

  it('has a cover made again that is missing, and one that nobody makes', async () => {
    const { db } = here.connection;
    const { assetId } = await here.addReadyAsset();
    const videoId = await here.addVideoWithCover(assetId);
    expect(await look(true)).toEqual([]);
    await here.blobs.deletePrefix(`assets/${assetId}/d/cover/`);
    await expectFoundAndMended({ kind: 'cover_missing', subject: assetId });
    expect(await jobKinds()).toEqual(['make_cover']);
    expect(await listWantedCovers(db, assetId)).toEqual([{ videoId, atMs: 1000, words: null }]);
    await db.updateTable('jobs').set({ state: 'dead' }).execute();
    await expectFoundAndMended({ kind: 'cover_not_made', subject: assetId });
    expect(await jobKinds()).toEqual(['make_cover']);
  });

  it('has a missing cover of an asset made again', async () => {
    const { assetId } = await here.addReadyAsset();
    await here.blobs.delete(`assets/${assetId}/d/a/poster.jpg`);
    await expectFoundAndMended({ kind: 'poster_missing', subject: assetId });
    expect(await jobKinds()).toEqual(['make_cover']);
  });

  it('has an asset processed that waits though no job is left', async () => {
    const { assetId } = await here.addReadyAsset();
    await changeAsset(here.connection.db, assetId, { state: 'processing' });
    await expectFoundAndMended({ kind: 'processing_stuck', subject: assetId });
    expect(await jobKinds()).toEqual(['process_first']);
  });

  it('removes an edition that nobody finishes, and ends one that plays', async () => {
    const { db } = here.connection;
    const { assetId, editionId, prefix } = await here.addReadyAsset();
    await changeAsset(db, assetId, { state: 'failed', failureCode: 'media_damaged' });
    await db.updateTable('editions').set({ state: 'growing' }).where('id', '=', editionId).execute();
    const growing = mediaPlaylist.replace('#EXT-X-ENDLIST\n', '');
    await putPlaylists(db, editionId, [{ name: 'v0/index.m3u8', body: growing }]);
    const other = await here.addReadyAsset();
    await db.updateTable('assets').set({ edition_id: null }).where('id', '=', other.assetId).execute();
    await db.updateTable('editions').set({ state: 'building' }).where('id', '=', other.editionId).execute();
    await expectFoundAndMended(
      { kind: 'spent_edition', subject: other.editionId },
      { kind: 'unsealed_edition', subject: editionId },
    );
    const playlists = await listPlaylists(db, editionId);
    expect(playlists.find(({ name }) => name === 'v0/index.m3u8')?.body).toBe(mediaPlaylist);
    expect(await here.blobs.head(`${prefix}v0/s0.m4s`)).not.toBeNull();
    expect(await here.blobs.head(`${other.prefix}v0/s0.m4s`)).toBeNull();
  });

  it('ends an upload whose bytes are missing, but not one that a killed completion has moved', async () => {
    const lost = await here.addUpload();
    await here.blobs.abortMultipart(lost.blobKey, lost.blobUploadId);
    const moved = await here.addUpload();
    await moved.moveToItsPlace();
    await expectFoundAndMended({ kind: 'upload_bytes_missing', subject: lost.uploadId });
    const { db } = here.connection;
    expect(await findAsset(db, lost.assetId)).toMatchObject({
      state: 'failed',
      failure_code: 'upload_expired',
    });
    expect(await findAsset(db, moved.assetId)).toMatchObject({ state: 'uploading' });
  });

  it('gives jobs back to the queue that it has lost', async () => {
    const { db } = here.connection;
    const id = newId();
    await db
      .insertInto('jobs')
      .values({
        id,
        kind: 'process_first',
        ...{ subject_type: 'asset', subject_id: 'a', time_limit_ms: 60_000 },
        payload: '{}',
        priority: 1,
        state: 'waiting',
        max_failures: 1,
      })
      .execute();
    await enqueueJob(db, { id: newId(), kind: 'process_first', ownerId: null, subjectId: 'b' });
    await expectFoundAndMended({ kind: 'job_undelivered', subject: id, detail: 'process_first' });
  });
});
