import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { ApiError } from '@weireel/client';
import type { OwnFile, ProjectFrame } from '@weireel/contract';
import { ticksPerSecond as second } from '@weireel/edit';
import { testFont } from '@weireel/render/testing';
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
async function checked(name: string, body: Uint8Array, person = author): Promise<OwnFile> {
  const answer = await sendFile(name, body, person);
  expect(answer.status, answer.text).toBe(201);
  const { id } = JSON.parse(answer.text) as OwnFile; // as: the contract says so
  let file: OwnFile | null = null;
  await eventually(async () => {
    file = await person.api.call('ownFile', { params: { id } });
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

  test('move as PNG, WebP and Lottie as well as GIF do (GOAL-43)', async () => {
    // Blue for a tenth of a second, then white for two.
    const turning = `color=blue:s=40x40:r=10:d=0.3,geq=r='if(eq(N,0),0,255)':g='if(eq(N,0),0,255)':b=255`;
    const square = { ty: 'gr', it: [{ ty: 'rc', p: { a: 0, k: [0, 0] }, s: { a: 0, k: [200, 200] }, r: { a: 0, k: 0 } }, { ty: 'fl', c: { a: 0, k: [0, 0, 1, 1] }, o: { a: 0, k: 100 }, r: 1 }, { ty: 'tr', p: { a: 0, k: [0, 0] }, a: { a: 0, k: [0, 0] }, s: { a: 0, k: [100, 100] }, r: { a: 0, k: 0 }, o: { a: 0, k: 100 } }] }; // prettier-ignore
    const layer = (name: number, blue: number, from: number, to: number) => ({
      ...{ ty: 4, ind: name, ip: from, op: to, st: 0, sr: 1, bm: 0 },
      ks: { o: { a: 0, k: 100 }, r: { a: 0, k: 0 }, p: { a: 0, k: [20, 20] }, a: { a: 0, k: [0, 0] }, s: { a: 0, k: [100, 100] } }, // prettier-ignore
      shapes: [
        { ...square, it: square.it.map((each) => (each.ty === 'fl' ? { ...each, c: { a: 0, k: [blue, blue, 1, 1] } } : each)) }, // prettier-ignore
      ],
    });
    const lottie = { v: '5.7.0', fr: 50, ip: 0, op: 15, w: 40, h: 40, layers: [layer(1, 0, 0, 5), layer(2, 1, 5, 15)] }; // prettier-ignore
    const files = [
      await checked('Two.png', await made('two.apng', turning, '-f', 'apng', '-plays', '0')),
      await checked('Two.webp', await made('two.webp', turning, '-c:v', 'libwebp_anim', '-lossless', '1', '-loop', '0')), // prettier-ignore
      await checked('Two.json', Buffer.from(JSON.stringify(lottie))),
    ];
    for (const { name, source } of files)
      expect(source, name).toMatchObject({ kind: 'animation', duration: 0.3 * second, widthPx: 40 });
    const { id } = await create(
      documentOf(
        files,
        ...[0, 1, 2].map((index) => ({
          ...{ kind: 'sticker', asset: `f${index}`, width: 0.125, transform: { x: 0.2 + 0.3 * index } },
        })),
      ),
    );
    const [first, later, again] = [await pixelsOf(id, 40), await pixelsOf(id, 200), await pixelsOf(id, 320)];
    for (const x of [64, 160, 256]) {
      expect(isNear(first(x, 90), [0, 0, 255]), `${x}`).toBe(true);
      expect(isNear(later(x, 90), [255, 255, 255]), `${x}`).toBe(true);
      expect(isNear(again(x, 90), [0, 0, 255]), `${x}`).toBe(true);
    }
  });

  test('a table of colours colours a picture, and is nobody else’s (GOAL-20)', async () => {
    const red = await made('red.png', 'color=red:s=64x36', '-frames:v', '1');
    // Red, green and blue change places.
    const turned = [0, 1].flatMap((b) => [0, 1].flatMap((g) => [0, 1].map((r) => `${g} ${b} ${r}\n`)));
    const cube = Buffer.from(`# hand-made\nTITLE "Turned"\nLUT_3D_SIZE 2\n${turned.join('')}`);
    const [picture, lut] = [await checked('Red.png', red), await checked('Turned.cube', cube)];
    expect(lut).toMatchObject({
      name: 'Turned.cube',
      state: 'ready',
      source: { kind: 'lut', assetId: lut.id },
    });
    const lists = await Promise.all(
      ([{ kind: 'lut' }, { kind: 'picture' }, {}] as const).map((query) =>
        author.api.call('ownFiles', { query }),
      ),
    );
    expect(lists[0]?.items.map(({ name }) => name)).toEqual(['Turned.cube']);
    expect(lists[1]?.items.map(({ name }) => name)).not.toContain('Turned.cube');
    expect(lists[2]?.items.map(({ name }) => name)).toContain('Turned.cube');
    const coloured = (strength: number) =>
      documentOf([picture, lut], {
        ...{ kind: 'image', asset: 'f0', fit: 'cover' },
        effects: [{ kind: 'lut', version: 1, params: { lut: 'f1', strength } }],
      });
    const project = await create(coloured(100));
    const { id } = project;
    expect(isNear((await pixelsOf(id, 0))(160, 90), [0, 0, 255])).toBe(true);
    const half = await author.api.call('putProject', {
      ...{ params: { id }, body: { title: 'Half', document: coloured(50), revision: project.revision } },
    });
    expect(isNear((await pixelsOf(half.id, 0))(160, 90), [128, 0, 128])).toBe(true);

    // A table of another's is refused beside a picture of one's own, and so is what is a table for something else.
    const own = await checked('Mine.png', red, stranger);
    const theirs = (f0: unknown, f1: unknown) => ({ ...coloured(100), assets: { f0, f1 } });
    const refused = { code: 'document_invalid', extra: { problems: [{ path: 'assets.f1', code: 'asset_unavailable' }] } }; // prettier-ignore
    await expect(create(theirs(own.source, lut.source), stranger)).rejects.toMatchObject(refused);
    const asLut = { kind: 'lut', assetId: picture.id, sha256: 'ab'.repeat(32) };
    await expect(create(theirs(picture.source, asLut))).rejects.toMatchObject(refused);

    await author.api.call('deleteFile', { params: { id: lut.id } });
    for (const call of ['previewProject', 'renderProject', 'projectFrame'] as const)
      await expect(author.api.call(call, { params: { id } }), call).rejects.toMatchObject(refused);
    await expect(create(coloured(100))).rejects.toMatchObject(refused);
  });

  test('a font writes its own letters, and is nobody else’s (GOAL-34, GOAL-69)', async () => {
    const font = await checked('Squares.ttf', testFont({}));
    expect(font).toMatchObject({ state: 'ready', source: { kind: 'font', assetId: font.id } });
    const written = documentOf([font], {
      ...{ kind: 'text', runs: [{ text: 'A', look: { font: 'f0', size: 0.5 } }] },
    });
    const { id } = await create(written);
    const pixel = await pixelsOf(id, 0);
    // A square of 72 pixels, where no other font has all four corners.
    for (const x of [-20, 0, 20])
      for (const y of [-20, 20]) expect(isNear(pixel(160 + x, 90 + y), [255, 255, 255])).toBe(true);
    for (const aside of [pixel(160, 45), pixel(205, 90)]) expect(isNear(aside, [0, 0, 0])).toBe(true);
    const refused = { code: 'document_invalid', extra: { problems: [{ path: 'assets.f0', code: 'asset_unavailable' }] } }; // prettier-ignore
    await expect(create(written, stranger)).rejects.toMatchObject(refused);
    await author.api.call('deleteFile', { params: { id: font.id } });
    for (const call of ['previewProject', 'renderProject', 'projectFrame'] as const)
      await expect(author.api.call(call, { params: { id } }), call).rejects.toMatchObject(refused);
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
      // Two pictures of noise, of which the second stays for twelve seconds by hundredths.
      ['heavy.gif', await made('heavy.gif', 'nullsrc=s=600x600:r=50:d=0.04,geq=random(1)*255:128:128', '-final_delay', '1197'), 'picture_too_long'], // prettier-ignore
      ['long.webp', await made('long.webp', 'testsrc=s=16x16:r=25:d=13', '-c:v', 'libwebp_anim'), 'picture_too_long'], // prettier-ignore
      ['cut.webp', (await made('cut.webp', 'testsrc2=s=64x64:r=5:d=1', '-c:v', 'libwebp_anim')).subarray(0, 900), 'file_damaged'], // prettier-ignore
      ['cut.apng', (await made('cut.apng', 'testsrc2=s=64x64:r=5:d=1', '-f', 'apng')).subarray(0, 900), 'file_damaged'], // prettier-ignore
      ['text.json', Buffer.from('{"w":9,"h":9,"fr":9,"ip":0,"op":9,"layers":[{"ty":5,"ind":1}]}'), 'lottie_unsupported'], // prettier-ignore
      ['endless.json', Buffer.from('{"w":9,"h":9,"fr":9,"ip":0,"op":9,"layers":[{"ty":0,"ind":1,"refId":"a"}],"assets":[{"id":"a","layers":[{"ty":0,"ind":1,"refId":"a"}]}]}'), 'picture_too_long'], // prettier-ignore
      ['vector.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'file_unsupported'],
      ['web.woff2', Buffer.from('wOF2'.padEnd(64)), 'font_unsupported'],
      ['cut.ttf', testFont({}).subarray(0, 300), 'file_damaged'],
      ['huge.cube', Buffer.from('LUT_3D_SIZE 256\n0 0 0\n'), 'lut_too_large'],
      ['short.cube', Buffer.from('LUT_3D_SIZE 2\n0 0 0\n'), 'file_damaged'],
      ['infinite.cube', Buffer.from('LUT_1D_SIZE 2\n0 0 0\n1e999 nan inf\n'), 'file_damaged'],
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
