import {
  artefactKinds,
  avatarKey,
  avatarPrefix,
  derivedKey,
  editionPrefix,
  sentPictureKey,
  sourceKey,
  type ArtefactKind,
} from '@weireel/catalogue';
import { openSnapshot } from '@weireel/db';
import { listPlaylists } from '@weireel/db/admin';
import { putPlaylists } from '@weireel/db/playback';
import { changeAsset, findAsset, noteArtefact, publishPoster } from '@weireel/db/videos';
import { createTestDatabase } from '@weireel/db/testing';
import { enqueueJob, listJobs } from '@weireel/jobs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweep, type SweepReport } from './sweep.ts';
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

const nothing: SweepReport = {
  expiredUploads: 0,
  editions: 0,
  spentArtefacts: 0,
  sealedEditions: 0,
  unusedAssets: 0,
  restartedDeletions: 0,
  multiparts: 0,
  drafts: 0,
  orphanBlobs: 0,
  unknownBlobs: { first: [], count: 0, sizeBytes: 0 },
};

function sweepNow(options: { youngMs?: number; isThorough?: boolean } = {}): Promise<SweepReport> {
  const { blobs, connection } = here;
  return sweep({ db: connection.db, blobs, newId, nowMs: Date.now() + 1000, youngMs: 0, ...options });
}

async function listed(): Promise<string[]> {
  const keys: string[] = [];
  for (const prefix of ['assets/', 'people/'])
    for await (const { key } of here.blobs.list(prefix)) keys.push(key);
  return keys;
}

describe('sweep', () => {
  it('leaves alone what is in use', async () => {
    await here.addReadyAsset();
    const { blobKey, blobUploadId } = await here.addUpload();
    const before = await listed();
    expect(await sweepNow({ isThorough: true })).toEqual(nothing);
    expect(await listed()).toEqual(before);
    await here.blobs.writePart(blobKey, blobUploadId, 2, Buffer.from('5678'));
  });

  it('ends uploads whose time is over, with their bytes', async () => {
    const { db } = here.connection;
    const { assetId } = await here.addUpload();
    await db
      .updateTable('uploads')
      .set({ expires_at: new Date(0) })
      .execute();
    expect(await sweepNow()).toEqual({ ...nothing, expiredUploads: 1 });
    expect(await findAsset(db, assetId)).toMatchObject({ state: 'failed', failure_code: 'upload_expired' });
    expect(await sweepNow()).toEqual(nothing);
  });

  it('removes unfinished blobs without an upload, but not young ones', async () => {
    await here.blobs.createMultipart('assets/nobody/source/x', { sizeBytes: 1, partSizeBytes: 1 });
    expect(await sweepNow({ youngMs: 60_000 })).toEqual(nothing);
    expect(await sweepNow()).toEqual({ ...nothing, multiparts: 1 });
  });

  it('removes an edition long after it was replaced, unless a backup is under way', async () => {
    const { db } = here.connection;
    const { editionId, prefix, assetId } = await here.addReadyAsset();
    await db.updateTable('assets').set({ edition_id: null }).where('id', '=', assetId).execute();
    const retire = (retired_at: Date) =>
      db.updateTable('editions').set({ state: 'retired', retired_at }).where('id', '=', editionId).execute();
    await retire(new Date());
    expect(await sweepNow()).toEqual(nothing);
    await retire(new Date(Date.now() - 4 * 3600_000));
    const snapshot = await openSnapshot(database.url);
    expect(await sweepNow()).toEqual(nothing);
    await snapshot.close();
    expect(await sweepNow()).toEqual({ ...nothing, editions: 1 });
    expect((await listed()).filter((key) => key.startsWith(prefix))).toEqual([]);
  });

  it('ends the playlist of an edition that stopped growing when its asset failed', async () => {
    const { db } = here.connection;
    const { editionId, assetId } = await here.addReadyAsset();
    await changeAsset(db, assetId, { state: 'failed', failureCode: 'media_damaged' });
    await db.updateTable('editions').set({ state: 'growing' }).where('id', '=', editionId).execute();
    const growing = mediaPlaylist.replace('#EXT-X-ENDLIST\n', '');
    await putPlaylists(db, editionId, [{ name: 'v0/index.m3u8', body: growing }]);
    expect(await sweepNow()).toEqual({ ...nothing, sealedEditions: 1 });
    const playlists = await listPlaylists(db, editionId);
    expect(playlists.find(({ name }) => name === 'v0/index.m3u8')?.body).toBe(mediaPlaylist);
  });

  it('deletes what no video has used for a week, and begins a lost deletion again', async () => {
    const { db } = here.connection;
    const { assetId } = await here.addReadyAsset();
    await db
      .updateTable('assets')
      .set({ created_at: new Date(Date.now() - 8 * 86_400_000) })
      .execute();
    expect(await sweepNow()).toEqual({ ...nothing, unusedAssets: 1 });
    const jobs = () => listJobs(db, { state: 'waiting', limit: 10, before: null });
    expect(await jobs()).toMatchObject([{ kind: 'delete_asset', subject_id: assetId }]);
    await db.updateTable('jobs').set({ state: 'dead' }).execute();
    expect(await sweepNow()).toEqual({ ...nothing, restartedDeletions: 1 });
    expect(await jobs()).toHaveLength(1);
  });

  it('deletes what was sent to be joined and was not within two days, but nothing that is being joined', async () => {
    const { db } = here.connection;
    const [left, joining, young] = [
      await here.addReadyAsset(),
      await here.addReadyAsset(),
      await here.addReadyAsset(),
    ].map(({ assetId }) => assetId);
    await db.updateTable('assets').set({ for_takes: true }).execute();
    const old = db.updateTable('assets').set({ created_at: new Date(Date.now() - 49 * 3600_000) });
    await old.where('id', '!=', young ?? '').execute();
    const { assetId: film } = await here.addUpload();
    const owner_id = (await findAsset(db, film))?.owner_id ?? '';
    const takes = { asset_id: film, owner_id, part_ids: [joining ?? ''] };
    await db.insertInto('takes').values(takes).execute();
    expect(await sweepNow()).toEqual({ ...nothing, unusedAssets: 1 });
    expect(await findAsset(db, left ?? '')).toBeNull();
    await changeAsset(db, film, { state: 'failed', failureCode: 'take_unusable' });
    expect(await sweepNow()).toEqual({ ...nothing, unusedAssets: 1 });
    expect(await findAsset(db, joining ?? '')).toBeNull();
    expect(await findAsset(db, young ?? '')).not.toBeNull();
  });

  it('removes a replaced cover when nobody can be looking at it, unless a backup is under way', async () => {
    const { db } = here.connection;
    const { assetId } = await here.addReadyAsset();
    const former = `assets/${assetId}/d/a/poster.jpg`;
    const key = `assets/${assetId}/d/b/poster.jpg`;
    await here.add(assetId, key);
    await publishPoster(db, assetId, { key, placeholder: 'AAAA' });
    expect(await sweepNow({ isThorough: true })).toEqual(nothing);
    await db
      .updateTable('artefacts')
      .set({ remove_after: new Date(0) })
      .where('state', '=', 'spent')
      .execute();
    const snapshot = await openSnapshot(database.url);
    expect(await sweepNow()).toEqual(nothing);
    await snapshot.close();
    expect(await sweepNow()).toEqual({ ...nothing, spentArtefacts: 1 });
    expect(await here.blobs.head(former)).toBeNull();
    expect(await here.blobs.head(key)).not.toBeNull();
    expect(await sweepNow({ isThorough: true })).toEqual(nothing);
  });

  it('removes what a person has sent once it is shown, and what they were shown by before when an hour is over', async () => {
    const { keys: former } = await here.addAvatar();
    const { keys } = await here.addAvatar();
    expect(await sweepNow({ isThorough: true })).toEqual({ ...nothing, spentArtefacts: 2 });
    expect((await listed()).toSorted()).toEqual([...former, ...keys].toSorted());
    await here.connection.db
      .updateTable('artefacts')
      .set({ remove_after: new Date(0) })
      .where('state', '=', 'spent')
      .execute();
    expect(await sweepNow({ isThorough: true })).toEqual({ ...nothing, spentArtefacts: 2 });
    expect((await listed()).toSorted()).toEqual(keys.toSorted());
  });

  it('removes a file whose attempt ended between its row and its publishing, but not a young one', async () => {
    const { assetId } = await here.addReadyAsset();
    const written = derivedKey(assetId, 'killed', 'preview');
    await here.add(assetId, written);
    // The row alone, as when the kill came first.
    const noted = derivedKey(assetId, 'killed', 'poster');
    await noteArtefact(here.connection.db, { key: noted, assetId, kind: 'poster', attemptId: 'killed' });
    expect(await sweepNow({ youngMs: 60_000, isThorough: true })).toEqual(nothing);
    expect(await sweepNow()).toEqual({ ...nothing, spentArtefacts: 2 });
    expect(await here.blobs.head(written)).toBeNull();
    expect(await sweepNow({ isThorough: true })).toEqual(nothing);
  });

  it('leaves alone what an attempt that runs has written and not shown yet', async () => {
    const { assetId } = await here.addReadyAsset();
    const key = derivedKey(assetId, 'running', 'preview');
    await here.connection.db.transaction().execute(async (trx) => {
      await enqueueJob(trx, { id: newId(), kind: 'process_ladder', ownerId: null, subjectId: assetId });
      await trx.updateTable('jobs').set({ state: 'running', attempt_id: 'running' }).execute();
    });
    await noteArtefact(here.connection.db, { key, assetId, kind: 'preview', attemptId: 'running' });
    await here.blobs.put(key, Buffer.from('x'));
    expect(await sweepNow({ isThorough: true })).toEqual(nothing);
    expect(await here.blobs.head(key)).not.toBeNull();
  });

  /** A blob of each kind that no row knows. A kind without a line here does not compile. */
  const orphans: Record<ArtefactKind, (assetId: string) => string> = {
    source: (id) => sourceKey(id, 'lost'),
    edition: (id) => `${editionPrefix(id, 'lost')}v0/s0.m4s`,
    progressive: (id) => derivedKey(id, 'lost', 'progressive'),
    poster: (id) => derivedKey(id, 'lost', 'poster'),
    storyboard: (id) => derivedKey(id, 'lost', 'storyboard', 1),
    preview: (id) => derivedKey(id, 'lost', 'preview'),
    candidate: (id) => derivedKey(id, 'lost', 'candidate', 2),
    cover: (id) => derivedKey(id, 'lost', 'cover', 3),
    segment: (id) => derivedKey(id, 'lost', 'segment', 4),
    sent_picture: (id) => sentPictureKey(id, 'lost'),
    avatar: (id) => avatarKey(avatarPrefix(id, 'lost'), 'small'),
    fragment: (id) => derivedKey(id, 'lost', 'fragment', 4),
    sound: (id) => derivedKey(id, 'lost', 'sound'),
    still: (id) => derivedKey(id, 'lost', 'still'),
    picture: (id) => derivedKey(id, 'lost', 'picture'),
    lut: (id) => derivedKey(id, 'lost', 'lut'),
    font: (id) => derivedKey(id, 'lost', 'font'),
    export: (id) => derivedKey(id, 'lost', 'export'),
    mezzanine: (id) => derivedKey(id, 'lost', 'mezzanine'),
  };

  it.each(artefactKinds)(
    'removes a %s that no row knows when it is thorough, but not a young one',
    async (kind) => {
      const { assetId } = await here.addReadyAsset();
      const ownerless = orphans[kind]('nobody');
      for (const key of [orphans[kind](assetId), ownerless]) await here.blobs.put(key, Buffer.from('x'));
      const before = await listed();
      expect(await sweepNow()).toEqual(nothing);
      expect(await sweepNow({ youngMs: 60_000, isThorough: true })).toEqual(nothing);
      expect(await listed()).toEqual(before);
      expect(await sweepNow({ isThorough: true })).toEqual({ ...nothing, orphanBlobs: 2 });
      expect(await listed()).toHaveLength(before.length - 2);
    },
  );

  it('keeps what it does not understand wherever it lies, and tells of it once', async () => {
    const { assetId } = await here.addReadyAsset();
    const planted = [
      ['notes.txt', 'foreign'],
      ['exports/2026/report.csv', 'foreign'],
      ['assets/lonely', 'foreign'],
      [`assets/${assetId}/waveform/${assetId}/peaks.json`, 'unknown_kind'],
      [`assets/${assetId}/d/a/captions.vtt`, 'unknown_kind'],
      ['assets/nobody/d/a/poster.avif', 'unknown_kind'],
      [`assets/${assetId}/e2/x/v0/s0.m4s`, 'newer_version'],
      ['assets/nobody/source2/x', 'newer_version'],
    ] as const;
    for (const [key] of planted) await here.blobs.put(key, Buffer.from('12345'));
    const first = await sweepNow({ isThorough: true });
    const inOrder = first.unknownBlobs.first.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    expect({ ...first, unknownBlobs: { ...first.unknownBlobs, first: inOrder } }).toEqual({
      ...nothing,
      unknownBlobs: {
        first: planted
          .map(([key, why]) => ({ key, why, sizeBytes: 5 }))
          .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
        count: planted.length,
        sizeBytes: 5 * planted.length,
      },
    });
    expect(await sweepNow({ isThorough: true })).toEqual(nothing);
    for (const [key] of planted) expect(await here.blobs.head(key), key).not.toBeNull();
  });
});
