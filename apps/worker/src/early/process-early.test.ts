import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiskStore } from '@weireel/blob';
import { connect } from '@weireel/db';
import { listPlaylists } from '@weireel/db/admin';
import { insertUser } from '@weireel/db/people';
import { findCurrentEdition } from '@weireel/db/playback';
import { insertStages, listStages } from '@weireel/db/processing';
import { insertUpload, recordPart, type UploadRow } from '@weireel/db/uploads';
import { changeAsset, findAsset, insertAsset } from '@weireel/db/videos';
import { createTestDatabase } from '@weireel/db/testing';
import { findFfmpeg } from '@weireel/ffmpeg';
import { enqueueJob, findJob, startJobWorker } from '@weireel/jobs';
import { defaultMediaLimits } from '@weireel/media';
import { startProcess } from '@weireel/process';
import { stagesOfOrigin } from '@weireel/processing';
import { layOutParts } from '@weireel/upload';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFairPlaces } from '../machine/fair-places.ts';
import { createHandlers } from '../handlers.ts';
import { createMemoryGate } from '../machine/memory-gate.ts';
import { createWorkFolders } from '../machine/work-folder.ts';
import type { WorkerContext } from '../worker-context.ts';

const root = await mkdtemp(join(tmpdir(), 'weireel-test-'));
const database = await createTestDatabase();
const { db, pool, close } = connect(database.url, { maxConnections: 10, onError: () => {} });
const blobs = createDiskStore(join(root, 'blobs'));
const context: WorkerContext = {
  db,
  blobs,
  programs: await findFfmpeg({}),
  folders: createWorkFolders(join(root, 'work'), process.pid),
  memory: createMemoryGate({ availableBytes: () => Promise.resolve(4e9), now: () => 0 }),
  firsts: createFairPlaces({ early: 1, wholeOfOne: 1 }),
  ...{ speech: null, mail: null },
  mediaLimits: defaultMediaLimits,
  encoderThreads: 1,
  checks: { share: 0, random: () => 0, log: () => {} },
};
const worker = await startJobWorker({
  db,
  pool,
  handlers: createHandlers(context),
  concurrency: { early: 1, first: 0, rest: 0 },
  newId: randomId,
  random: () => 0,
  log: () => {},
});
afterAll(async () => {
  await worker.stop();
  await close();
  await database.drop();
  await rm(root, { recursive: true });
});

let clip: Buffer;
beforeAll(async () => {
  await insertUser(db, {
    id: 'a',
    account: 'a',
    passwordHash: null,
    nickname: 'A',
    roles: [],
    state: 'active',
  });
  const picture = 'testsrc2=s=320x180:r=30:d=8,noise=alls=12:allf=t';
  const output = '-c:v libx264 -preset veryfast -crf 20 -g 30 -pix_fmt yuv420p -movflags +faststart clip.mp4';
  const made = startProcess({
    command: 'ffmpeg',
    args: ['-v', 'error', '-f', 'lavfi', '-i', picture, ...output.split(' ')],
    cwd: root,
  });
  expect(await made.ended).toMatchObject({ code: 0 });
  clip = await readFile(join(root, 'clip.mp4'));
});

function randomId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 16);
}

/** An upload of which all parts but the last have arrived, or none. */
async function begin(hasBegun: boolean): Promise<UploadRow> {
  const assetId = randomId();
  const { smallestPartBytes } = blobs;
  const cut = layOutParts(clip.length, { smallestPartBytes, wishedBytes: 256 * 1024 });
  const { partSizeBytes, partCount } = cut;
  const sizeBytes = clip.length;
  await insertAsset(db, {
    id: assetId,
    ownerId: 'a',
    fileName: 'clip.mp4',
    contentType: null,
    sizeBytes,
    mediaKey: randomId(),
  });
  await insertStages(db, assetId, stagesOfOrigin.upload);
  const key = `assets/${assetId}/source/s`;
  const upload = await insertUpload(db, {
    id: randomId(),
    asset_id: assetId,
    user_id: 'a',
    file_name: 'clip.mp4',
    size_bytes: sizeBytes,
    content_type: null,
    sha256: null,
    part_size_bytes: partSizeBytes,
    part_count: partCount,
    blob_key: key,
    blob_upload_id: await blobs.createMultipart(key, { sizeBytes, partSizeBytes }),
    state: 'open',
    container: 'mov',
    expires_at: new Date(Date.now() + 3600_000),
  });
  for (let n = 1; hasBegun && n < partCount; n += 1) {
    const bytes = clip.subarray((n - 1) * partSizeBytes, n * partSizeBytes);
    const etag = createHash('sha256').update(bytes).digest('hex');
    const storeEtag = await blobs.writePart(key, upload.blob_upload_id, n, bytes);
    await recordPart(db, { uploadId: upload.id, n, sizeBytes: bytes.length, etag, storeEtag });
  }
  return upload;
}

/** Adds the job for what has arrived; gives its id. */
async function start({ asset_id: assetId }: UploadRow): Promise<string> {
  const id = randomId();
  await enqueueJob(db, { id, kind: 'process_early', ownerId: 'a', subjectId: assetId });
  return id;
}

/** Makes an upload look as if nothing of it had arrived for hours. */
async function letItRest({ id }: UploadRow): Promise<void> {
  const longAgo = new Date(Date.now() - 7200_000);
  await db.updateTable('uploads').set({ created_at: longAgo }).where('id', '=', id).execute();
  await db.updateTable('upload_parts').set({ received_at: longAgo }).where('upload_id', '=', id).execute();
}

async function stateAtItsEnd(jobId: string): Promise<string | undefined> {
  await expect.poll(async () => (await findJob(db, jobId))?.finished_at).toBeInstanceOf(Date);
  return (await findJob(db, jobId))?.state;
}

describe('an upload that stands still', () => {
  test('keeps what plays as far as it came, and is not begun again with less', async () => {
    const upload = await begin(true);
    expect(upload.part_count).toBeGreaterThan(2);
    const first = await start(upload);
    await expect.poll(() => findCurrentEdition(db, upload.asset_id)).not.toBeNull();
    await letItRest(upload);
    expect(await stateAtItsEnd(first)).toBe('done');
    const edition = await findCurrentEdition(db, upload.asset_id);
    expect(edition).toMatchObject({ kind: 'copy', state: 'growing' });
    const texts = (await listPlaylists(db, edition?.id ?? '')).map(({ body }) => body).join();
    expect(texts).toContain('s0.m4s');
    expect(texts).not.toContain('#EXT-X-ENDLIST');
    expect(await findAsset(db, upload.asset_id)).toMatchObject({ state: 'uploading', failure_code: null });

    expect(await stateAtItsEnd(await start(upload))).toBe('done');
    expect((await findCurrentEdition(db, upload.asset_id))?.id).toBe(edition?.id);
  });

  test('before anything plays is not held against it', async () => {
    const upload = await begin(false);
    await letItRest(upload);
    expect(await stateAtItsEnd(await start(upload))).toBe('done');
    expect(await findCurrentEdition(db, upload.asset_id)).toBeNull();
    expect(await findAsset(db, upload.asset_id)).toMatchObject({ state: 'uploading', failure_code: null });
  });
});

test('an upload that found no place comes back without a look at its file', async () => {
  const upload = await begin(true);
  await changeAsset(db, upload.asset_id, { probe: {} });
  const place = Promise.withResolvers<void>();
  const other = context.firsts.use('a', 'early', () => place.promise);
  const job = await start(upload);
  const hasComeBack = async (): Promise<boolean> => {
    const row = await findJob(db, job);
    return row?.state === 'waiting' && row.started_at !== null;
  };
  await expect.poll(hasComeBack).toBe(true);
  expect(await listStages(db, upload.asset_id, ['waiting'])).toContainEqual({
    stage: 'probe',
    state: 'waiting',
  });
  place.resolve();
  await other;
  await expect.poll(() => findCurrentEdition(db, upload.asset_id)).not.toBeNull();
});
