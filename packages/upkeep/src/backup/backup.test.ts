import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { createDiskStore, type BlobStore, type ReadingStore } from '@weireel/blob';
import { connect, type Connection } from '@weireel/db';
import { listAllOpenUploads } from '@weireel/db/admin';
import { findUser } from '@weireel/db/people';
import { listParts } from '@weireel/db/uploads';
import { findAsset, listArtefacts } from '@weireel/db/videos';
import { createTestDatabase, type TestDatabase } from '@weireel/db/testing';
import { openDataFolder } from '@weireel/installation';
import { enqueueJob, listUndeliveredJobs } from '@weireel/jobs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId, openTestInstallation, type TestInstallation } from '../testing/installation.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

const source = await createTestDatabase();
let here: TestInstallation;
let ready: Awaited<ReturnType<TestInstallation['addReadyAsset']>>;
beforeAll(async () => {
  here = await openTestInstallation(source.url);
  ready = await here.addReadyAsset();
});
afterAll(async () => {
  await here.connection.close();
  await source.drop();
});

let root: string;
let target: TestDatabase;
let connection: Connection | null = null;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  await writeFile(join(root, 'secrets.json'), '{"playback":"c2VjcmV0"}\n');
  target = await createTestDatabase({ hasTables: false });
});
afterEach(async () => {
  await connection?.close();
  connection = null;
  await target.drop();
  await rm(root, { recursive: true });
});

async function backUp(): Promise<string> {
  const folder = join(root, 'backup');
  const secretsFile = join(root, 'secrets.json');
  await backup({ databaseUrl: source.url, blobs: here.blobs, secretsFile, folder, nowMs: Date.now() });
  return folder;
}

async function restoreFrom(folder: string): Promise<{ db: Connection['db']; blobs: ReadingStore }> {
  const dataFolder = join(root, 'restored');
  await restore({ folder, dataFolder, databaseUrl: target.url, log: () => {} });
  connection = connect(target.url, { maxConnections: 4, onError: () => {} });
  const { storage } = await openDataFolder(dataFolder);
  return { db: connection.db, blobs: createDiskStore(fileURLToPath(storage)) };
}

async function contentOf(blobs: BlobStore, key: string): Promise<string | null> {
  const reading = await blobs.read(key);
  return reading && (await buffer(Readable.from(reading.body))).toString();
}

describe('a restored backup', () => {
  it('has the rows, the blobs, the secrets and the unfinished jobs', async () => {
    const job = { id: newId(), kind: 'process_first', ownerId: null, subjectId: ready.assetId } as const;
    await enqueueJob(here.connection.db, job);
    const { personId, keys } = await here.addAvatar();
    const { db, blobs } = await restoreFrom(await backUp());
    expect(await findUser(db, personId)).toEqual(await findUser(here.connection.db, personId));
    for (const key of keys) expect(await contentOf(blobs, key), key).toBe('12345678');
    const asset = await findAsset(here.connection.db, ready.assetId);
    expect(await findAsset(db, ready.assetId)).toEqual(asset);
    expect(await contentOf(blobs, `${ready.prefix}v0/s0.m4s`)).toBe('12345678');
    const artefacts = await listArtefacts(here.connection.db, ready.assetId);
    expect(await listArtefacts(db, ready.assetId)).toEqual(artefacts);
    for (const { key } of artefacts.filter(({ kind }) => kind !== 'edition'))
      expect(await contentOf(blobs, key), key).toBe('12345678');
    const secrets = await readFile(join(root, 'restored', 'secrets.json'), 'utf8');
    expect(secrets).toBe(await readFile(join(root, 'secrets.json'), 'utf8'));
    expect(await listUndeliveredJobs(db)).toEqual([]);
  });

  it('has the parts of open uploads, but not one that was replaced while the backup was written', async () => {
    const kept = await here.addUpload();
    const replaced = await here.addUpload();
    // The row still tells of the former bytes, as in a snapshot that was taken a moment ago.
    await here.blobs.writePart(replaced.blobKey, replaced.blobUploadId, 1, Buffer.from('new!'));
    const completed = await here.addUpload();
    await completed.moveToItsPlace();

    const { db, blobs } = await restoreFrom(await backUp());
    const uploads = await listAllOpenUploads(db);
    expect(uploads).toHaveLength(3);
    for (const upload of uploads) {
      const parts = (await listParts(db, [upload.id])).map(({ n }) => n);
      expect(parts).toEqual(upload.id === replaced.uploadId ? [] : [1]);
      expect(await blobs.head(upload.blob_key)).toBeNull();
      const arrived = await blobs.readPartial(upload.blob_key, upload.blob_upload_id, 0, 4);
      const bytes = (await buffer(Readable.from(arrived))).toString();
      expect(bytes).toBe(upload.id === replaced.uploadId ? '\0\0\0\0' : '1234');
    }
    expect(uploads.map(({ id }) => id)).toContain(kept.uploadId);
  });

  it('is not made of a damaged backup, and what there is of it cannot be opened', async () => {
    const folder = await backUp();
    await appendFile(join(folder, 'blobs', `${ready.prefix}v0/s0.m4s`), 'x');
    await expect(restoreFrom(folder)).rejects.toThrow('does not hold what was written');
    await expect(openDataFolder(join(root, 'restored'))).rejects.toThrow('has not ended');
  });

  it('is not made in a folder that holds something', async () => {
    const folder = await backUp();
    await openDataFolder(join(root, 'restored'));
    await expect(restoreFrom(folder)).rejects.toThrow('is not empty');
  });

  it('is not made of a backup that was not finished', async () => {
    const folder = await backUp();
    await rm(join(folder, 'manifest.json'));
    await expect(restoreFrom(folder)).rejects.toThrow('no finished backup');
  });
});
