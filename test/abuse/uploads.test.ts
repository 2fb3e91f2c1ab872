import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createMemoryStore, reservedBytes, type ReadingStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { register, type Person } from '../api.ts';
import { beginPart } from '../begin-request.ts';
import { problemOf, send } from '../http.ts';

const smallPart = 256 * 1024;
const usualPart = 4 * 1024 * 1024;
const sockets: Socket[] = [];
let freeBytes: number | null = null;
let bytesRead = 0;
let server: InProcessServer;
let attacker: Person;
let other: Person;

/** A store that tells how full the disk is, and how much was read of it. */
function watchedStore(): ReadingStore {
  const store = createMemoryStore();
  return {
    ...store,
    freeBytes: () => Promise.resolve(freeBytes),
    async readPartial(key, uploadId, start, endExclusive) {
      bytesRead += endExclusive - start;
      return store.readPartial(key, uploadId, start, endExclusive);
    },
  };
}

beforeAll(async () => {
  server = await startInProcess(watchedStore());
  [attacker, other] = await Promise.all([register(server.url), register(server.url)]);
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await server.stop();
});

function fileOf(sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes, 7);
  bytes.write('\0\0\0\x10ftypisom\0\0\0\0', 'latin1');
  return bytes;
}

/** Begins a part whose length is told by this header, and sends so much of its body. */
function begin(
  person: Person,
  part: { uploadId: string; n: number; length: string },
  body: Uint8Array,
): Socket {
  const { socket } = beginPart(person, part);
  sockets.push(socket);
  socket.write(body);
  return socket;
}

async function answerOf(socket: Socket): Promise<string> {
  return String((await once(socket, 'data')).at(0));
}

test('forty parts that never end keep nobody else’s part waiting (UPL-10)', async () => {
  const body = { fileName: 'a.mp4', sizeBytes: 40 * usualPart };
  const begun = await attacker.api.call('createUpload', { body });
  for (let n = 1; n <= begun.partCount; n += 1) {
    begin(attacker, { uploadId: begun.id, n, length: `content-length: ${usualPart}` }, Buffer.alloc(100));
  }
  const bytes = fileOf(77_000);
  const upload = await other.api.call('createUpload', {
    body: { fileName: 'b.mp4', sizeBytes: bytes.length },
  });
  const params = { id: upload.id, n: 1 };
  expect(await other.api.call('putPart', { params, bytes })).toMatchObject({ sizeBytes: 77_000 });
  for (const socket of sockets.splice(0)) socket.destroy();
  await expect
    .poll(() => server.log.filter((line) => line.includes('part_cut_off')).length)
    .toBeGreaterThan(0);
  expect(server.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([]);
});

test('a part that is larger than it may be is answered at once and its connection closed', async () => {
  const body = { fileName: 'a.mp4', sizeBytes: 1000 };
  const begun = await attacker.api.call('createUpload', { body });
  const chunk = Buffer.concat([Buffer.from('7d0\r\n'), Buffer.alloc(2000), Buffer.from('\r\n')]);
  const socket = begin(attacker, { uploadId: begun.id, n: 1, length: 'transfer-encoding: chunked' }, chunk);
  const closed = once(socket, 'close');
  const answer = await answerOf(socket);
  expect(answer).toContain('HTTP/1.1 400');
  // It goes on sending, and nobody listens any more.
  const sending = setInterval(() => socket.write('1\r\n0\r\n'), 500);
  await closed;
  clearInterval(sending);
});

test('a completion repeated with a wrong checksum reads the file once (UPL-16)', async () => {
  const bytes = fileOf(2 * smallPart);
  const sha256 = createHash('sha256').update('another file').digest('hex');
  const body = { fileName: 'a.mp4', sizeBytes: bytes.length, sha256 };
  const { id } = await attacker.api.call('createUpload', { body });
  await attacker.api.call('putPart', { params: { id, n: 1 }, bytes });
  bytesRead = 0;
  const path = `/api/v1/uploads/${id}/complete`;
  for (let round = 0; round < 3; round += 1) {
    const request = { method: 'POST', token: attacker.token };
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(server.url, path, request)));
    expect(new Set(answers.map((answer) => problemOf(answer).code))).toEqual(new Set(['checksum_mismatch']));
  }
  expect(bytesRead).toBe(bytes.length);
});

test('nobody opens uploads without end, nor announces the disk away from others (UPL-2)', async () => {
  const hoarder = await register(server.url);
  const announce = (person: Person, sizeBytes: number) => {
    const request = { method: 'POST', token: person.token, body: { fileName: 'a.mp4', sizeBytes } };
    return send(server.url, '/api/v1/uploads', request);
  };
  const first = Array.from({ length: 60 }, () => announce(hoarder, 1000));
  const answers = await Promise.all(first);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
  const refused = answers.filter(({ status }) => status !== 201).map((answer) => problemOf(answer));
  expect(refused.map(({ code }) => code)).toEqual(Array.from({ length: 10 }, () => 'too_many_uploads'));
  expect(refused[0]).toMatchObject({ openUploads: 50, maxOpenUploads: 50 });

  const gigabyte = 1e9;
  const [greedy, modest] = await Promise.all([register(server.url), register(server.url)]);
  freeBytes = 10 * gigabyte + reservedBytes;
  const wishes = [4, 0.9, 4, 2];
  const codes: unknown[] = [];
  for (const wish of wishes) {
    const answer = await announce(greedy, wish * gigabyte);
    codes.push(answer.status === 201 ? 201 : problemOf(answer).code);
  }
  expect(codes).toEqual([201, 201, 'too_many_uploads', 'too_many_uploads']);
  expect((await announce(modest, 4 * gigabyte)).status).toBe(201);
  expect(problemOf(await announce(await register(server.url), 4 * gigabyte)).code).toBe('storage_full');
  freeBytes = null;
});
