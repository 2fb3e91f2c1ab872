import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiskStore, createMemoryStore, type BlobStore } from '@weireel/blob';
import { inTransaction } from '@weireel/db';
import { listParts } from '@weireel/db/uploads';
import { findArtefact, findAsset } from '@weireel/db/videos';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { register, sendParts, type Person } from '../api.ts';
import { problemOf, send, type RawAnswer } from '../http.ts';

const folder = await mkdtemp(join(tmpdir(), 'weireel-uploads-'));
afterAll(() => rm(folder, { recursive: true }));

const mebibyte = 1024 * 1024;
const smallPart = 256 * 1024;
const stores: [name: string, store: BlobStore][] = [
  ['on disk', createDiskStore(folder)],
  ['in memory', createMemoryStore()],
  ['that is like S3', createMemoryStore({ readsUnfinished: false, smallestPartBytes: 5 * mebibyte })],
];

/** Begins like an MP4, and what follows differs from part to part. */
function fileOf(sizeBytes: number, seed = 'a'): Buffer {
  const bytes = Buffer.alloc(sizeBytes, createHash('sha512').update(seed).digest());
  bytes.write('\0\0\0\x10ftypisom\0\0\0\0', 'latin1');
  for (let at = smallPart; at < sizeBytes; at += smallPart) bytes.writeUInt32BE(at, at);
  return bytes;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('a call of the store within a transaction is found', async () => {
  const server = await startInProcess(createMemoryStore());
  const { blobs, db } = server;
  await expect(inTransaction(db, () => blobs.head('a/x'))).rejects.toThrow(
    'head of the blob store was called',
  );
  expect(server.breaches).toHaveLength(1);
  await server.stop();
});

describe.each(stores)('uploads to a store %s', (_name, store) => {
  let server: InProcessServer;
  let person: Person;
  beforeAll(async () => {
    server = await startInProcess(store);
    person = await register(server.url);
  });
  afterAll(async () => {
    expect(server.breaches).toEqual([]);
    await server.stop();
  });

  /** Small files in one part, large ones in few: what takes time is the answers, not the bytes. */
  const begin = (bytes: Buffer, more: { sha256?: string; partSizeBytes?: number } = {}) =>
    person.api.call('createUpload', {
      body: { fileName: 'a.mp4', sizeBytes: bytes.length, partSizeBytes: 5 * mebibyte, ...more },
    });
  type Begun = Awaited<ReturnType<typeof begin>>;
  const partOf = (upload: Begun, bytes: Buffer, n: number) =>
    bytes.subarray((n - 1) * upload.partSizeBytes, n * upload.partSizeBytes);
  const ask = (
    method: string,
    path: string,
    body?: Uint8Array,
    more: Record<string, string> = {},
  ): Promise<RawAnswer> =>
    send(server.url, `/api/v1/uploads/${path}`, {
      ...{ method, token: person.token },
      ...(body && { body, headers: { 'content-type': 'application/octet-stream', ...more } }),
    });
  const put = (upload: Begun, n: number, body: Uint8Array) => ask('PUT', `${upload.id}/parts/${n}`, body);
  const complete = (upload: Begun) => ask('POST', `${upload.id}/complete`);
  const codeOf = (answer: RawAnswer) => (answer.status < 300 ? answer.status : problemOf(answer).code);
  const sourceOf = async (upload: Begun): Promise<Buffer> => {
    const key = (await findArtefact(server.db, upload.assetId, 'source'))?.key ?? '';
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await store.read(key))?.body ?? []) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  /** Larger than two of the smallest parts of any store. */
  const large = fileOf(11 * mebibyte);

  test('are cut as the client wishes and the store takes (UPL-1)', async () => {
    const upload = await begin(large, { partSizeBytes: smallPart });
    expect(upload.partSizeBytes).toBe(Math.max(smallPart, store.smallestPartBytes));
    expect(upload.partCount).toBe(Math.ceil(large.length / upload.partSizeBytes));
    const usual = await person.api.call('createUpload', { body: { fileName: 'a', sizeBytes: large.length } });
    expect(usual.partSizeBytes).toBe(Math.max(4 * mebibyte, store.smallestPartBytes));
  });

  test('end as one file with its container noted, and never tell what the store calls the parts (UPL-7)', async () => {
    const upload = await begin(large, { sha256: sha256(large) });
    await sendParts(person.api, upload, large);
    const shown = await ask('GET', upload.id);
    const parts = await listParts(server.db, [upload.id]);
    for (const { n, etag, store_etag } of parts) {
      expect(etag).toBe(sha256(partOf(upload, large, n)));
      expect(shown.text).not.toContain(`"${store_etag}"`);
    }
    expect(codeOf(await complete(upload))).toBe(200);
    expect((await sourceOf(upload)).equals(large)).toBe(true);
    expect(await findAsset(server.db, upload.assetId)).toMatchObject({ state: 'processing' });
    expect(await findArtefact(server.db, upload.assetId, 'source')).toMatchObject({
      facts: { container: 'mov' },
    });
  });

  test('take a part twice at once, the same and another, and keep the last whole (UPL-5)', async () => {
    const bytes = fileOf(smallPart, 'one');
    const other = fileOf(smallPart, 'two');
    const upload = await begin(bytes);
    const same = await Promise.all([put(upload, 1, bytes), put(upload, 1, bytes)]);
    expect(same.map(({ text }) => text)).toEqual([same[0]?.text, same[0]?.text]);
    const both = await Promise.all([bytes, other, bytes, other].map((body) => put(upload, 1, body)));
    expect(both.map(codeOf)).toEqual([200, 200, 200, 200]);
    const [part] = await listParts(server.db, [upload.id]);
    expect(codeOf(await complete(upload))).toBe(200);
    expect(sha256(await sourceOf(upload))).toBe(part?.etag);
  });

  test('keep the part that they have when another is refused, and write none twice (UPL-6, UPL-8)', async () => {
    const bytes = fileOf(smallPart);
    const upload = await begin(bytes);
    await put(upload, 1, bytes);
    const [before] = await listParts(server.db, [upload.id]);
    expect(codeOf(await put(upload, 1, bytes.subarray(1)))).toBe('part_size_wrong');
    const wrong = { 'x-sha256': sha256(bytes) };
    const refused = await ask('PUT', `${upload.id}/parts/1`, fileOf(smallPart, 'other'), wrong);
    expect(codeOf(refused)).toBe('checksum_mismatch');
    expect(codeOf(await put(upload, 1, bytes))).toBe(200);
    expect(await listParts(server.db, [upload.id])).toEqual([before]);
    expect(codeOf(await complete(upload))).toBe(200);
    expect((await sourceOf(upload)).equals(bytes)).toBe(true);
  });

  test('are there for nobody else (UPL-4)', async () => {
    const bytes = fileOf(smallPart);
    const upload = await begin(bytes);
    const { token } = await register(server.url);
    const body = { numbers: [1] };
    const calls = [
      send(server.url, `/api/v1/uploads/${upload.id}`, { token }),
      send(server.url, `/api/v1/uploads/${upload.id}/part-urls`, { method: 'POST', token, body }),
      send(server.url, `/api/v1/uploads/${upload.id}/parts/1`, {
        ...{ method: 'PUT', token, body: bytes },
        headers: { 'content-type': 'application/octet-stream' },
      }),
      send(server.url, `/api/v1/uploads/${upload.id}/complete`, { method: 'POST', token }),
      send(server.url, `/api/v1/uploads/${upload.id}`, { method: 'DELETE', token }),
    ];
    for (const answer of await Promise.all(calls)) expect(codeOf(answer)).toBe('not_found');
    expect(await person.api.call('upload', { params: { id: upload.id } })).toMatchObject({ parts: [] });
  });

  test('whose time is over take no part more, and can still be ended until they are swept (UPL-19)', async () => {
    const bytes = fileOf(smallPart);
    const [whole, lacking] = [await begin(bytes), await begin(bytes)];
    await put(whole, 1, bytes);
    await server.db
      .updateTable('uploads')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('id', 'in', [whole.id, lacking.id])
      .execute();
    expect(codeOf(await put(lacking, 1, bytes))).toBe('upload_expired');
    const { items } = await person.api.call('myUploads', {});
    for (const { id } of [whole, lacking]) {
      expect(items.map((item) => item.id)).not.toContain(id);
      expect(await person.api.call('upload', { params: { id } })).toMatchObject({ state: 'expired' });
    }
    expect(codeOf(await complete(lacking))).toBe('parts_missing');
    expect(codeOf(await complete(whole))).toBe(200);
    expect((await sourceOf(whole)).equals(bytes)).toBe(true);
  });

  test('take a part again only as long as they are open (UPL-13, UPL-18)', async () => {
    const bytes = fileOf(smallPart);
    const upload = await begin(bytes);
    await put(upload, 1, bytes);
    const all = await Promise.all([complete(upload), complete(upload), complete(upload)]);
    expect(all.map(codeOf)).toEqual([200, 200, 200]);
    expect(codeOf(await complete(upload))).toBe(200);
    expect(codeOf(await put(upload, 1, bytes))).toBe('upload_not_open');
    expect(codeOf(await ask('DELETE', upload.id))).toBe('upload_not_open');
  });

  test('end with the bytes that were acknowledged, though a part is sent anew meanwhile (UPL-12)', async () => {
    const bytes = fileOf(large.length, 'one');
    const other = fileOf(large.length, 'two');
    for (let round = 0; round < 3; round += 1) {
      const upload = await begin(bytes, { sha256: sha256(bytes) });
      await sendParts(person.api, upload, bytes);
      const [ended, sent] = await Promise.all([complete(upload), put(upload, 2, partOf(upload, other, 2))]);
      if (codeOf(ended) === 200) {
        expect(['upload_completing', 'upload_not_open']).toContain(codeOf(sent));
        expect((await sourceOf(upload)).equals(bytes)).toBe(true);
      } else {
        // It came first: the whole is another one, or lacks it just now.
        expect(['checksum_mismatch', 'parts_missing']).toContain(codeOf(ended));
      }
    }
  });

  test('with a wrong checksum stay open, and end when the right parts come (UPL-15)', async () => {
    const wrong = fileOf(large.length, 'wrong');
    const upload = await begin(large, { sha256: sha256(large) });
    await sendParts(person.api, upload, wrong);
    const answers = await Promise.all(Array.from({ length: 8 }, () => complete(upload)));
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['checksum_mismatch']));
    expect(codeOf(await complete(upload))).toBe('checksum_mismatch');
    expect(await person.api.call('upload', { params: { id: upload.id } })).toMatchObject({ state: 'open' });
    await sendParts(person.api, upload, large);
    expect(codeOf(await complete(upload))).toBe(200);
    expect((await sourceOf(upload)).equals(large)).toBe(true);
  });

  test('of which the store lacks a part are sent again instead of ending wrongly (UPL-17)', async () => {
    const bytes = fileOf(smallPart);
    const upload = await begin(bytes);
    await put(upload, 1, bytes);
    await server.db
      .updateTable('upload_parts')
      .set({ store_etag: 'lost' })
      .where('upload_id', '=', upload.id)
      .execute();
    const refused = await complete(upload);
    expect(problemOf(refused)).toMatchObject({ code: 'parts_missing', missing: [1] });
    await put(upload, 1, bytes);
    expect(codeOf(await complete(upload))).toBe(200);
  });

  test('are ended by whoever asks next when a completion was killed (UPL-14)', async () => {
    const bytes = fileOf(smallPart);
    const upload = await begin(bytes, { sha256: sha256(bytes) });
    await put(upload, 1, bytes);
    // As a server leaves it that is killed after it moved the source, its claim almost over.
    const row = await server.db
      .updateTable('uploads')
      .set({ completing_by: 'killed', completing_until: new Date(Date.now() + 1000) })
      .where('id', '=', upload.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const parts = await listParts(server.db, [upload.id]);
    const written = parts.map(({ n, store_etag: etag }) => ({ n, etag }));
    await store.completeMultipart(row.blob_key, row.blob_upload_id, written);
    expect(codeOf(await put(upload, 1, fileOf(smallPart, 'other')))).toBe('upload_completing');
    expect(codeOf(await complete(upload))).toBe(200);
    expect((await sourceOf(upload)).equals(bytes)).toBe(true);
  });

  test('that are refused or repeated leave nothing begun in the store (UPL-3)', async () => {
    const multiparts = async (): Promise<number> => {
      let count = 0;
      for await (const _ of store.listMultiparts()) count += 1;
      return count;
    };
    const before = await multiparts();
    const body = { fileName: 'a.mp4', sizeBytes: 1000 };
    const request = { method: 'POST', token: person.token, body, headers: { 'idempotency-key': 'once' } };
    const repeats = await Promise.all([1, 2, 3].map(() => send(server.url, '/api/v1/uploads', request)));
    expect(new Set(repeats.map(({ text }) => text)).size).toBe(1);
    expect(await multiparts()).toBe(before + 1);
    const refused = await send(server.url, '/api/v1/uploads', {
      ...request,
      body: { ...body, sizeBytes: 2000 },
    });
    expect(codeOf(refused)).toBe('idempotency_key_reused');
    expect(await multiparts()).toBe(before + 1);
  });
});
