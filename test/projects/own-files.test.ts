import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { ApiError } from '@weireel/client';
import type { OwnFile, ProjectFrame } from '@weireel/contract';
import { ticksPerSecond as second } from '@weireel/edit';
import { beforeAll, describe, expect, test } from 'vitest';
import { register, type Person } from '../api.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { runTool } from '../run-tool.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
let server: RunningServer;
let author: Person;
let stranger: Person;

beforeAll(async () => {
  server = await testServer(undo);
  [author, stranger] = await Promise.all([register(server.url), register(server.url)]);
});

function sendFile(name: string, body: Uint8Array, person = author) {
  return send(server.url, `/api/v1/files?name=${encodeURIComponent(name)}`, {
    ...{ method: 'POST', body, token: person.token },
    headers: { 'content-type': 'application/octet-stream' },
  });
}

/** Sends a file, and waits until it is known whether it can be used. */
async function checked(name: string, body: Uint8Array): Promise<OwnFile> {
  const answer = await sendFile(name, body);
  expect(answer.status, answer.text).toBe(201);
  const { id } = JSON.parse(answer.text) as OwnFile; // as: the contract says so
  let file: OwnFile | null = null;
  await eventually(async () => {
    file = await author.api.call('ownFile', { params: { id } });
    return file.state !== 'checking';
  }, mediaLimitMs);
  if (file === null) throw new Error('the file is gone');
  return file;
}

async function made(name: string, source: string, ...more: string[]): Promise<Buffer> {
  const path = join(folder, name);
  await runTool('ffmpeg', ['-y', '-f', 'lavfi', '-i', source, ...more, path]);
  return readFile(path);
}

const canvas = { widthPx: 320, heightPx: 180 };

function documentOf(files: readonly OwnFile[], ...layers: object[]): Record<string, unknown> {
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas, fps: { num: 25, den: 1 }, styles: {} },
    assets: Object.fromEntries(files.map(({ source }, index) => [`f${index}`, source])),
    tracks: layers.map((layer, index) => ({
      ...{ id: `t${index}`, kind: 'visual', transitions: [] },
      items: [{ id: `i${index}`, start: 0, duration: second, ...layer }],
    })),
  };
}

const create = (document: Record<string, unknown>, person = author) =>
  person.api.call('createProject', { body: { title: 'Files', document } });

/** Red, green and blue of a point of the picture that a project shows at a time. */
async function pixelsOf(id: string, atMs: number): Promise<(x: number, y: number) => number[]> {
  let frame: ProjectFrame | null = null;
  // A machine with much to do answers that it is to be asked again.
  await eventually(async () => {
    frame = await author.api
      .call('projectFrame', { params: { id }, query: { atMs } })
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.code === 'frame_not_made') return null;
        throw error;
      });
    return frame !== null;
  }, mediaLimitMs);
  if (frame === null) throw new Error('the picture is not made');
  const picture = await fetch(new URL((frame as ProjectFrame).imageUrl, server.url));
  const path = join(folder, 'frame.jpg');
  await writeFile(path, new Uint8Array(await picture.arrayBuffer()));
  const { stdout } = await runTool('ffmpeg', ['-i', path, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-']);
  return (x, y) => [...stdout.subarray(3 * (y * canvas.widthPx + x), 3 * (y * canvas.widthPx + x) + 3)];
}

const isNear = (pixel: number[], colour: number[]) =>
  pixel.every((value, channel) => Math.abs(value - (colour[channel] ?? 0)) <= 12);

describe('pictures of one’s own', () => {
  test('lie over the film as they are, still or in motion, and are nobody else’s (GOAL-43)', async () => {
    // Half of it is transparent.
    const still = await made('still.png', `color=red@1:s=200x100,format=rgba,geq=r=255:g=0:b=0:a='if(lt(X,100),255,0)'`, '-frames:v', '1'); // prettier-ignore
    const moving = await made('moving.gif', `color=blue:s=40x40:r=10:d=0.2,geq=r='if(eq(N,0),0,255)':g='if(eq(N,0),0,255)':b=255`); // prettier-ignore
    const [picture, sticker] = [await checked('Half.png', still), await checked('Two.gif', moving)];
    expect(picture).toMatchObject({
      name: 'Half.png',
      source: { kind: 'image', widthPx: 200, heightPx: 100 },
    });
    expect(sticker.source).toMatchObject({
      kind: 'animation',
      fps: { num: 100, den: 10 },
      duration: second / 5,
    });
    const shown = await fetch(new URL(picture.url ?? '', server.url));
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
    const ground = { kind: 'shape', shape: 'rectangle', width: 1, height: 1, fill: '#00ff00' };
    const project = await create(
      documentOf(
        [picture, sticker],
        ground,
        { kind: 'image', asset: 'f0' },
        { kind: 'sticker', asset: 'f1', width: 0.125, transform: { x: 0.8 } },
      ),
    );
    const { id } = project;
    const [first, later] = [await pixelsOf(id, 0), await pixelsOf(id, 120)];
    expect(isNear(first(60, 90), [255, 0, 0])).toBe(true);
    expect(isNear(first(200, 90), [0, 255, 0])).toBe(true);
    expect(isNear(first(256, 90), [0, 0, 255])).toBe(true);
    expect(isNear(later(256, 90), [255, 255, 255])).toBe(true);

    // Whoever knows all about a picture of another's, and what is of another kind than it says, is told the same.
    const refused = (path: string) => ({
      code: 'document_invalid',
      extra: { problems: [{ path, code: 'asset_unavailable' }] },
    });
    const theirs = documentOf([picture], { kind: 'image', asset: 'f0' });
    await expect(create(theirs, stranger)).rejects.toMatchObject(refused('assets.f0'));
    const asFont = { ...theirs, assets: { f0: { ...picture.source, kind: 'font' } } };
    await expect(create(asFont)).rejects.toMatchObject({ code: 'document_invalid' });
    const params = { id: picture.id };
    await expect(stranger.api.call('ownFile', { params })).rejects.toMatchObject({ code: 'not_found' });
    await expect(stranger.api.call('deleteFile', { params })).rejects.toMatchObject({ code: 'not_found' });
    const body = { assetId: picture.id, title: 'A picture', visibility: 'public' as const };
    await expect(author.api.call('createVideo', { body })).rejects.toMatchObject({ code: 'not_found' });

    // A deleted one is refused at every call.
    await author.api.call('deleteFile', { params });
    for (const call of ['previewProject', 'renderProject', 'projectFrame'] as const) {
      const asked = author.api.call(call, { params: { id } });
      await expect(asked, call).rejects.toMatchObject({ code: 'document_invalid' });
    }
    const left = await author.api.call('ownFiles', {});
    expect(left.items.map(({ name }) => name)).toEqual(['Two.gif']);
    const isGone = async () => (await fetch(new URL(picture.url ?? '', server.url))).status === 404;
    await eventually(isGone, mediaLimitMs);
  });

  test('that are hostile are refused with a code (GOAL-90, GOAL-91)', async () => {
    const bomb = await made('small.gif', 'color=blue:s=16x16:d=0.1');
    const wide = Buffer.from(bomb);
    wide.writeUInt16LE(65_535, 6);
    wide.writeUInt16LE(65_535, 8);
    const long = await made('long.gif', 'testsrc=s=16x16:r=25:d=13');
    const cut = (await made('cut.png', 'testsrc=s=64x64', '-frames:v', '1')).subarray(0, 200);
    const cases: [string, Uint8Array, string][] = [
      ['wide.gif', wide, 'picture_too_many_pixels'],
      ['long.gif', long, 'picture_too_long'],
      ['cut.png', cut, 'file_damaged'],
      ['vector.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'file_unsupported'],
      ['list.gif', Buffer.from('#EXTM3U\nfile:///etc/passwd\n'.repeat(4)), 'file_unsupported'],
    ];
    for (const [name, bytes, failureCode] of cases)
      expect(await checked(name, bytes), name).toMatchObject({
        state: 'failed',
        failureCode,
        source: null,
      });
    const large = await sendFile('large.png', new Uint8Array(12 * 1024 * 1024 + 1));
    expect(problemOf(large)).toMatchObject({ code: 'file_too_large' });
  });
});
