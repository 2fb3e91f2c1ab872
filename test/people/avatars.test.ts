import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { createMemoryStore } from '@weireel/blob';
import { createClock, sendAvatar } from '@weireel/client';
import type { Me } from '@weireel/contract';
import { startInProcess } from '@weireel/server/testing';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, personPassword, register, signInAsAdmin, type Person } from '../api.ts';
import { screen, settle } from '../community/settle.ts';
import { eventually } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { probeJson, runTool } from '../run-tool.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
const dataFolder = join(folder, 'data');
let server: RunningServer;

beforeAll(async () => {
  server = await testServer(undo, { dataFolder });
});

const idOf = ({ id }: Pick<Person, 'id'>) => ({ params: { id } });
const clock = createClock({ now: Date.now, start: setTimeout, cancel: clearTimeout });

/** Sends a picture and waits until it is shown, or the reason why not is told. */
const show = ({ api }: Person, bytes: Uint8Array): Promise<Me> =>
  sendAvatar({ api, clock }, bytes, new AbortController().signal);

/** Red on the left, blue on the right, twice as wide as high. */
async function makePicture(name: string): Promise<Buffer> {
  const path = join(folder, name);
  const halves = 'color=red:160x160[l];color=blue:160x160[r];[l][r]hstack';
  await runTool('ffmpeg', ['-f', 'lavfi', '-i', halves, '-frames:v', '1', path]);
  return readFile(path);
}

/** A JPEG as a camera writes it that was held upright, and that knows where it is. */
async function makePhoto(): Promise<Buffer> {
  const plain = await makePicture('plain.jpg');
  const tiff = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1');
  const content = Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from(secretPlace)]);
  const head = Buffer.from([0xff, 0xe1, 0, content.length + 2]);
  return Buffer.concat([plain.subarray(0, 2), head, content, plain.subarray(2)]);
}

const secretPlace = '39.9042N 116.4074E';

/** Mean colours of the upper and lower half of a picture. */
async function halvesOf(bytes: Uint8Array): Promise<string[]> {
  const path = join(folder, 'answered.jpg');
  await writeFile(path, bytes);
  const { stdout } = await runTool('ffmpeg', [
    ...['-i', path, '-vf', 'scale=1:2:flags=area', '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
  ]);
  return [stdout.subarray(0, 3), stdout.subarray(3, 6)].map(([red = 0, , blue = 0]) =>
    red > 150 && blue < 100 ? 'red' : blue > 150 && red < 100 ? 'blue' : `${red}, ${blue}`,
  );
}

async function fetchPicture(path: string | null) {
  if (path === null) throw new Error('there is no picture');
  return send(server.url, path);
}

/** Files that are kept of a person. */
async function keptOf({ id }: Person): Promise<string[]> {
  const below = join(dataFolder, 'blobs', 'blobs', 'people', id);
  const entries = await readdir(below, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('a picture that somebody sends', () => {
  test('is shown upright and square in two sizes, and says nothing of where it was taken', async () => {
    const person = await register(server.url);
    const me = await show(person, await makePhoto());
    expect(me.sentPicture).toBeNull();
    expect(await apiOf(server.url).call('user', idOf(person))).toMatchObject({
      avatarUrl: me.avatarUrl,
      largeAvatarUrl: me.largeAvatarUrl,
    });
    for (const [path, edge] of [
      [me.avatarUrl, 128],
      [me.largeAvatarUrl, 384],
    ] as const) {
      const { headers, bytes } = await fetchPicture(path);
      expect(headers).toMatchObject({
        'content-type': 'image/jpeg',
        'cache-control': 'public, max-age=86400, immutable',
        'x-content-type-options': 'nosniff',
      });
      expect(bytes.includes(secretPlace)).toBe(false);
      expect(await halvesOf(bytes)).toEqual(['red', 'blue']);
      const shape = await probeJson(join(folder, 'answered.jpg'), '-show_entries', 'stream=width,height');
      expect(shape).toMatchObject({ streams: [{ width: edge, height: edge }] });
    }
    // What was sent is gone, and with it the place.
    await eventually(async () => (await keptOf(person)).toSorted().join() === '128.jpg,384.jpg');
  });

  test('stands upon white where it is transparent, and takes the place of the one before', async () => {
    const person = await register(server.url);
    const first = await show(person, await makePicture('first.webp'));
    const path = join(folder, 'clear.png');
    const clear = 'color=black@0:64x64,format=rgba';
    await runTool('ffmpeg', ['-f', 'lavfi', '-i', clear, '-frames:v', '1', path]);
    const second = await show(person, await readFile(path));
    expect(second.avatarUrl).not.toBe(first.avatarUrl);
    const { bytes } = await fetchPicture(second.avatarUrl);
    expect(await halvesOf(bytes)).toEqual(['255, 255', '255, 255']);
    // Whoever has a page open that names the former one still sees it.
    expect((await fetchPicture(first.avatarUrl)).status).toBe(200);
  });

  test('is gone for everybody at once when it is taken back or away, or its person goes', async () => {
    const picture = await makePicture('taken.png');
    const admin = await signInAsAdmin(server.url);
    const ends = [
      ({ api }: Person) => api.call('deleteAvatar'),
      (person: Person) => admin.api.call('takeAvatar', idOf(person)),
      ({ api }: Person) => api.call('deleteAccount', { body: { password: personPassword } }),
    ];
    for (const end of ends) {
      const person = await register(server.url);
      const { avatarUrl, largeAvatarUrl } = await show(person, picture);
      await end(person);
      for (const path of [avatarUrl, largeAvatarUrl]) expect((await fetchPicture(path)).status).toBe(404);
      await eventually(async () => (await keptOf(person)).length === 0);
    }
    const nobody = { params: { id: 'nobody0000000000' } };
    await expect(admin.api.call('takeAvatar', nobody)).rejects.toMatchObject({ code: 'not_found' });
  });
});

/** A chunk of a PNG; its checksum is left out, as FFmpeg looks at none. */
function chunk(name: string, content: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)]);
}

function pngOf(widthPx: number, heightPx: number, content: Uint8Array): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(widthPx, 0);
  head.writeUInt32BE(heightPx, 4);
  head.set([8, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', content), chunk('IEND', Buffer.of())]);
}

describe('what is no picture, or more than one', () => {
  test('is refused before anything is decoded', async () => {
    const person = await register(server.url);
    const zeros = deflateSync(Buffer.alloc(1024 * 1024));
    const attempts = [
      ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'picture_unsupported'],
      ['<!doctype html><script>alert(1)</script>          ', 'picture_unsupported'],
      ['GIF89a/*\x01\0\x01\0*/=1;alert(1)                 ', 'picture_unsupported'],
      [pngOf(30_000, 30_000, zeros), 'picture_too_many_pixels'],
      [Buffer.alloc(8 * 1024 * 1024 + 1), 'file_too_large'],
      ['', 'picture_damaged'],
    ] as const;
    for (const [body, code] of attempts) {
      const { token } = person;
      const answer = await send(server.url, '/api/v1/me/avatar', { method: 'PUT', body, token });
      expect(problemOf(answer).code, String(code)).toBe(code);
    }
    expect(await keptOf(person)).toEqual([]);
    expect((await person.api.call('me')).sentPicture).toBeNull();
  });

  test('is told to be damaged, and what was shown before stays', async () => {
    const person = await register(server.url);
    const picture = await makePicture('whole.jpg');
    const { avatarUrl } = await show(person, picture);
    // Behind its own frame a second one of 30 000 × 30 000 pixels.
    const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0x75, 0x30, 0x75, 0x30, 1, 1, 0x11, 0]);
    const small = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
    for (const bytes of [
      pngOf(64, 64, Buffer.from('no deflated bytes')),
      Buffer.concat([small, frame, Buffer.alloc(200, 7)]),
      Buffer.concat([small, Buffer.alloc(200, 7)]),
    ]) {
      await expect(show(person, bytes)).rejects.toMatchObject({ code: 'picture_damaged' });
    }
    const me = await person.api.call('me');
    expect(me).toMatchObject({
      ...{ avatarUrl, sentPicture: { state: 'failed', failureCode: 'picture_damaged' } },
    });
    expect((await fetchPicture(avatarUrl)).status).toBe(200);
    await person.api.call('deleteAvatar');
    expect(await person.api.call('me')).toMatchObject({ avatarUrl: null, sentPicture: null });
  });

  test('leaves nothing of what was hidden behind a picture', async () => {
    const person = await register(server.url);
    const script = '<script>alert(document.domain)</script>';
    const both = Buffer.concat([await makePicture('both.jpg'), Buffer.from(script)]);
    const { avatarUrl, largeAvatarUrl } = await show(person, both);
    for (const path of [avatarUrl, largeAvatarUrl])
      expect((await fetchPicture(path)).bytes.includes('<script')).toBe(false);
    // The other kinds of blobs of a person, and other ways to name them, are not there at all.
    for (const path of [
      `/media/people/${person.id}/s/x`,
      `/media/people/${person.id}`,
      (avatarUrl ?? '').replace('128', '64'),
      (avatarUrl ?? '').replace('/people/', '/people/../people/'),
      (avatarUrl ?? '').replace('/a/', '/a/..%2fs%2f'),
    ])
      expect((await send(server.url, path)).status, path).toBe(404);
  });

  test('nobody sends more than ten in a row, and others are not held up by that', async () => {
    const [eager, other] = [await register(server.url), await register(server.url)];
    const sendTo = ({ token }: Person) =>
      send(server.url, '/api/v1/me/avatar', { method: 'PUT', body: 'x'.repeat(40), token });
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 11; n += 1) codes.push(problemOf(await sendTo(eager)).code);
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'picture_unsupported'));
    expect(codes[10]).toBe('rate_limited');
    expect(problemOf(await sendTo(other)).code).toBe('picture_unsupported');
  });
});

test('a person is shown by their picture wherever they are named', async () => {
  const here = await startInProcess(createMemoryStore());
  undo(() => here.stop());
  const [person, other] = [await settle(here, { nickname: 'Unnamed' }), await settle(here)];
  const admin = await settle(here, { roles: ['admin', 'teacher'] });
  const prefix = `people/${person.id}/a/attempt/`;
  await sql`update users set avatar_key = ${prefix} where id = ${person.id}`.execute(here.db);
  await person.api.call('putProfile', { body: { nickname: 'Pictured', bio: '' } });
  const avatarUrl = `/media/${prefix}128.jpg`;
  const shown = { id: person.id, nickname: 'Pictured', avatarUrl };
  const [own, theirs] = [await screen(here, person), await screen(here, other)];
  const said = await other.api.call('createComment', { params: { id: own }, body: { body: 'Hello' } });
  const answered = await person.api.call('createComment', {
    ...{ params: { id: theirs }, body: { body: 'Hello' } },
  });
  const reply = await person.api.call('createComment', {
    ...{ params: { id: own }, body: { body: 'Oh', replyTo: said.id } },
  });
  const back = await other.api.call('createComment', {
    ...{ params: { id: own }, body: { body: 'Ah', replyTo: reply.id } },
  });
  await person.api.call('followUser', { params: { id: other.id } });
  await other.api.call('muteUser', { params: { id: person.id } });
  const avoided = await other.api.call('myAvoided', { query: { by: 'muted' } });
  await other.api.call('unmuteUser', { params: { id: person.id } });
  const report = { subject: { kind: 'video', id: own }, reason: 'spam' } as const;
  await other.api.call('createReport', { body: report });
  const group = await admin.api.call('createGroup', { body: { name: 'A group' } });
  const { code } = await admin.api.call('createGroupInvite', {
    ...{ params: { id: group.id }, body: { uses: 1, days: 1 } },
  });
  await person.api.call('joinGroup', { body: { code } });
  const members = await admin.api.call('groupMembers', { params: { id: group.id } });
  const notices = await other.api.call('notifications');
  const found = await other.api.call('search', { query: { q: 'Pictured', type: 'user' } });
  const account = await admin.api.call('adminUsers', { query: { q: 'Pictured' } });
  const reports = await admin.api.call('reports', { query: { state: 'open' } });
  expect([reply.author, answered.author, back.replyTo, avoided.items[0]?.user]).toEqual(
    Array.from({ length: 4 }, () => shown),
  );
  expect(members.items.map(({ user }) => user)).toContainEqual(shown);
  expect(notices.items.flatMap(({ actors }) => actors)).toContainEqual(shown);
  expect((await other.api.call('video', { params: { id: own } })).author).toMatchObject(shown);
  expect(await other.api.call('user', { params: { id: person.id } })).toMatchObject(shown);
  expect([found.items[0], account.items[0], reports.items[0]?.owner]).toEqual(
    Array.from({ length: 3 }, () => expect.objectContaining(shown) as unknown),
  );
});
