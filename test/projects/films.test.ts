import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetSource, Project } from '@weireel/contract';
import {
  canonicalJson,
  evaluateFrame,
  frameCount,
  ticksPerSecond as second,
  type EditDocument,
} from '@weireel/edit';
import { connect } from '@weireel/db';
import { listArtefacts } from '@weireel/db/videos';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { publish, register, signInAsAdmin, waitForVideo, type Person } from '../api.ts';
import { barCodeSize, makeBarCodes, readBarCodes } from '../bar-codes.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { send } from '../http.ts';
import { packetHashes } from '../packet-hashes.ts';
import type { RunningServer } from '../server.ts';
import { runningBelow } from '../server-processes.ts';
import { testDatabase, testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
const database = await testDatabase(undo);
const { db, close } = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
undo(close);
let server: RunningServer;
let author: Person;
let stranger: Person;
/** The video of the last one. */
let lastVideoId = '';
let sources: [AssetSource, AssetSource, AssetSource];

const rates = [
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 30, den: 1 },
];

beforeAll(async () => {
  server = await testServer(undo, { env: { DATABASE_URL: database.url } });
  [author, stranger] = await Promise.all([register(server.url), register(server.url)]);
  const clips: AssetSource[] = [];
  for (const [index, rate] of rates.entries()) {
    const file = join(folder, `clip-${index}.mp4`);
    // The second has no sound.
    const tone = `sine=frequency=${500 + 200 * index}:sample_rate=${index === 0 ? 44_100 : 48_000}:duration=4`;
    await makeBarCodes(file, rate, 100, index === 1 ? undefined : tone);
    const { videoId, assetId } = await publish(author, { file, visibility: 'private' });
    await waitForVideo(author.api, videoId, ({ state }) => state === 'ready');
    lastVideoId = videoId;
    clips.push(await author.api.call('assetSource', { params: { id: assetId } }));
  }
  sources = clips as typeof sources; // as: there are three
});

function documentOf(assets: readonly AssetSource[]): EditDocument {
  const items = assets.map((_, index) => ({
    ...{ id: `c${index}`, kind: 'clip', asset: `a${index}`, start: index * second, duration: second },
    sourceIn: Math.round((0.4 + 0.15 * index) * second),
  }));
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas: barCodeSize, fps: { num: 25, den: 1 }, styles: {} },
    assets: Object.fromEntries(assets.map((asset, index) => [`a${index}`, asset])),
    tracks: [{ id: 'main', kind: 'visual', transitions: [], items }],
  };
}

/** Moves a video of the author's to a channel that they publish as. */
async function moveToChannel(videoId: string): Promise<void> {
  const { api } = await signInAsAdmin(server.url);
  const { id } = await api.call('createChannel', { body: { handle: 'desk', nickname: 'The desk', bio: '' } });
  const { code } = await api.call('createGroupInvite', { params: { id }, body: { uses: 1, days: 1 } });
  await author.api.call('joinGroup', { body: { code } });
  const wish = { params: { id: videoId }, body: { authorId: id } };
  expect(await author.api.call('putVideoAuthor', wish)).toMatchObject({ author: { id } });
}

async function beginFilm(projectId: string): Promise<string> {
  return (await author.api.call('renderProject', { params: { id: projectId } })).assetId;
}

/** Begins a film whose worker is killed when it has stored two segments: at the next one it waits for a lock until then. */
async function killHalfWay(projectId: string): Promise<string> {
  await sql`create function hold_segments() returns trigger language plpgsql as $$ begin
    if new.kind = 'segment' and (select count(*) from artefacts
      where asset_id = new.asset_id and kind = 'segment' and state = 'stored') >= 2
    then perform pg_advisory_xact_lock(270711); end if;
    return new; end $$`.execute(db);
  const undone = sql`drop function hold_segments cascade`;
  try {
    await sql`create trigger hold before insert on artefacts for each row execute function hold_segments()`.execute(
      db,
    );
    return await db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(270711)`.execute(trx);
      const assetId = await beginFilm(projectId);
      const worker = await runningBelow(server.pid, 'worker');
      const segments = () => listArtefacts(trx, assetId, ['segment']);
      await eventually(async () => (await segments()).length >= 2, mediaLimitMs);
      process.kill(worker, 'SIGKILL');
      expect((await segments()).length).toBeLessThan(8);
      return assetId;
    });
  } finally {
    await undone.execute(db);
  }
}

/** The bytes of a film as it was rendered. */
async function sourceBytes(assetId: string): Promise<Uint8Array> {
  const [source] = await listArtefacts(db, assetId, ['source']);
  return readFile(join(server.dataFolder, 'blobs', 'blobs', source?.key ?? ''));
}

const create = (document: object, person = author): Promise<Project> =>
  person.api.call('createProject', { body: { title: 'Three clips', document: { ...document } } });

describe('a project', () => {
  test('becomes a film that is published like an upload, and shows every frame that it says (GOAL-80, GOAL-92)', async () => {
    const document = documentOf(sources);
    const project = await create(document);
    expect(project).toMatchObject({ revision: 1, durationMs: 3000, render: null });
    const render = await author.api.call('renderProject', { params: { id: project.id } });
    expect(render).toMatchObject({ revision: 1, state: 'rendering', failureCode: null });
    const body = { assetId: render.assetId, title: 'The film', visibility: 'public' as const };
    const { id } = await author.api.call('createVideo', { body });
    const video = await waitForVideo(author.api, id, ({ state }) => state === 'ready');
    const now = await author.api.call('project', { params: { id: project.id } });
    expect(now.render).toMatchObject({ assetId: render.assetId, state: 'ready', progress: 1 });

    const film = join(folder, 'film.mp4');
    const file = await fetch(new URL(video.playback?.mp4Url ?? '', server.url));
    expect(file.status).toBe(200);
    await writeFile(film, new Uint8Array(await file.arrayBuffer()));
    const expected = Array.from({ length: frameCount(document) }, (_, frame) => {
      const [layer] = evaluateFrame(document, frame).layers;
      return layer?.kind === 'layer' && layer.content.kind === 'video' ? layer.content.frame : null;
    });
    expect(expected).toHaveLength(75);
    expect(await readBarCodes(film)).toEqual(expected);
    // What is published is what was rendered, packet by packet.
    const own = join(folder, 'own.mp4');
    await writeFile(own, await sourceBytes(render.assetId));
    expect(await packetHashes(film)).toEqual(await packetHashes(own));
    // What was published is told of with the project.
    const films = await author.api.call('projectRenders', { params: { id: project.id } });
    expect(films.items).toMatchObject([{ assetId: render.assetId, state: 'ready', videoId: id }]);
    // And of what it was made: anybody can tell later, without the server, that it is this film of this document.
    const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
    const { document: kept } = await author.api.call('project', { params: { id: project.id } });
    expect(films.items[0]?.report).toMatchObject({
      documentSha256: sha256(canonicalJson(kept)),
      filmSha256: sha256(await sourceBytes(render.assetId)),
      frames: frameCount(document),
      assets: Object.fromEntries(sources.map((source, index) => [`a${index}`, source.sha256])),
    });
    expect(films.items[0]?.report?.ffmpeg).toMatch(/^n?\d/);
    // Everybody finds it.
    const { items } = await stranger.api.call('feed', { query: { limit: 100 } });
    expect(items.map((item) => item.id)).toContain(id);
  });

  test('is also an animated picture, and its sound alone, for whoever made it (GOAL-80)', async () => {
    const { items } = await author.api.call('projects');
    const of = async (id: string) => (await author.api.call('projectRenders', { params: { id } })).items;
    const films = (await Promise.all(items.map(({ id }) => of(id)))).flat();
    const film = films.find(({ state }) => state === 'ready');
    if (film === undefined) throw new Error('there is no film');
    const params = { id: film.assetId };
    const wish = (format: 'gif' | 'm4a') => ({ params, body: { format } });
    // Whoever asks twice gets one.
    for (const format of ['gif', 'm4a', 'm4a'] as const)
      expect(await author.api.call('exportFilm', wish(format))).toMatchObject({ format, failureCode: null });
    const exports = async () => (await author.api.call('filmExports', { params })).items;
    await eventually(async () => (await exports()).every(({ state }) => state !== 'making'), mediaLimitMs);
    expect(await exports()).toMatchObject([
      { format: 'gif', state: 'ready' },
      { format: 'm4a', state: 'ready' },
    ]);
    const [gif, sound] = await Promise.all(
      ['gif', 'm4a'].map(async (format) => {
        const path = `/api/v1/assets/${film.assetId}/exports/${format}`;
        for (const token of [stranger.token, undefined])
          expect((await send(server.url, path, token === undefined ? {} : { token })).status).toBe(
            token === undefined ? 401 : 404,
          );
        const answer = await fetch(new URL(path, server.url), {
          headers: { authorization: `Bearer ${author.token}` },
        });
        expect(answer.headers.get('content-disposition')).toContain('attachment');
        return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
      }),
    );
    expect([gif?.type, gif?.bytes.toString('latin1', 0, 6)]).toEqual(['image/gif', 'GIF89a']);
    expect([sound?.type, sound?.bytes.toString('latin1', 4, 8)]).toEqual(['audio/mp4', 'ftyp']);
    const kinds = (await listArtefacts(db, film.assetId, ['export'])).map(({ facts }) => facts.format);
    expect(kinds.toSorted()).toEqual(['gif', 'm4a']);
    // Of what is no film, nothing is made.
    const other = { params: { id: sources[0].assetId }, body: { format: 'gif' as const } };
    await expect(author.api.call('exportFilm', other)).rejects.toMatchObject({ code: 'not_found' });
    await expect(stranger.api.call('filmExports', { params })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('offers one’s own ready videos by their titles, and is shown by its first clip', async () => {
    const { id } = await create(documentOf(sources.slice(1)));
    const all = await author.api.call('materials', { query: { q: ' CLIP-1' } });
    expect(all.items).toMatchObject([{ title: 'clip-1.mp4', source: sources[1] }]);
    const first = await author.api.call('materials', { query: { limit: 1 } });
    expect(first.items).toHaveLength(1);
    const next = await author.api.call('materials', { query: { cursor: first.nextCursor ?? '' } });
    expect(next.items.map(({ title }) => title)).not.toContain(first.items[0]?.title);
    expect((await stranger.api.call('materials')).items).toEqual([]);
    const names = async () => (await author.api.call('materials')).items.map(({ title }) => title);
    const before = await names();
    await moveToChannel(lastVideoId);
    // What one has sent is offered, whoever one has published it as.
    expect(await names()).toEqual(before);
    expect((await stranger.api.call('materials')).items).toEqual([]);
    const used = await author.api.call('projectMaterials', { params: { id } });
    const assetIds = used.items.map(({ source }) => source.assetId).sort();
    expect(assetIds).toEqual([sources[1].assetId, sources[2].assetId].sort());
    const [listed] = (await author.api.call('projects')).items;
    const playback = used.items.find(({ source }) => source.assetId === sources[1].assetId)?.playback;
    expect(listed?.coverUrl?.split('?')[0]).toBe(playback?.posterUrl?.split('?')[0]);
    expect((await fetch(new URL(listed?.coverUrl ?? '', server.url))).status).toBe(200);
  });

  test('is nobody else’s, and keeps the change that came first', async () => {
    const { id } = await create(documentOf(sources));
    const put = (title: string, revision: number) => ({
      title,
      document: { ...documentOf(sources) },
      revision,
    });
    const params = { id };
    expect(await author.api.call('putProject', { params, body: put('First', 1) })).toMatchObject({
      ...{ title: 'First', revision: 2 },
    });
    await expect(author.api.call('putProject', { params, body: put('Second', 1) })).rejects.toMatchObject({
      code: 'project_changed',
      extra: { project: { title: 'First', revision: 2 } },
    });
    for (const name of ['project', 'deleteProject', 'renderProject'] as const)
      await expect(stranger.api.call(name, { params })).rejects.toMatchObject({ code: 'not_found' });
    expect((await stranger.api.call('projects')).items).toEqual([]);
    expect((await author.api.call('projects')).items[0]).toMatchObject({ id, title: 'First' });
    await author.api.call('deleteProject', { params });
    await expect(author.api.call('project', { params })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('becomes the same film when its worker is killed in the midst of it (GOAL-72, GOAL-78)', async () => {
    // Eight segments, for which it takes a while; two projects, so that neither has the other's.
    const document = documentOf(Array.from({ length: 8 }, (_, index) => sources[index % 3] ?? sources[0]));
    const films = [await create(document), await create(document)];
    const hashes: string[] = [];
    for (const [index, { id }] of films.entries()) {
      const assetId = await (index === 0 ? beginFilm(id) : killHalfWay(id));
      const segments = () => listArtefacts(db, assetId, ['segment']);
      const isMade = async () => (await listArtefacts(db, assetId, ['source'])).length === 1;
      await eventually(isMade, mediaLimitMs);
      hashes.push(
        createHash('sha256')
          .update(await sourceBytes(assetId))
          .digest('hex'),
      );
      // Each was rendered once.
      expect(new Set((await segments()).map(({ facts }) => facts.hash)).size).toBe((await segments()).length);
    }
    expect(hashes[1]).toBe(hashes[0]);
  });

  test('is put together of the seconds of its clips that were encoded when they came into it (GOAL-73)', async () => {
    const [, , source] = sources;
    const clip = (id: string, start: number, sourceIn: number) => ({
      ...{ id, kind: 'clip', asset: 'film', start: start * second, duration: second },
      sourceIn: sourceIn * second,
    });
    const items = [clip('b', 0, 1), clip('a', 1, 0)];
    const { id } = await create({
      ...{ ...documentOf([]), fps: source.fps, assets: { film: source } },
      tracks: [{ id: 'main', kind: 'visual', transitions: [], items }],
    });
    const mezzanines = () => listArtefacts(db, source.assetId, ['mezzanine']);
    await eventually(async () => (await mezzanines()).length === 1, mediaLimitMs);
    expect(await mezzanines()).toMatchObject([{ facts: { ...barCodeSize, frames: 100, fit: 'contain' } }]);
    const assetId = await beginFilm(id);
    await eventually(async () => (await listArtefacts(db, assetId, ['source'])).length === 1, mediaLimitMs);
    // Nothing was left to render.
    expect(await listArtefacts(db, assetId, ['segment'])).toEqual([]);
    const film = join(folder, 'seconds.mp4');
    await writeFile(film, await sourceBytes(assetId));
    const shown = (from: number) => Array.from({ length: 30 }, (_, frame) => from + frame);
    expect(await readBarCodes(film)).toEqual([...shown(30), ...shown(0)]);
  });

  test('is not made of what went after it was asked for', async () => {
    const file = join(folder, 'clip-2.mp4');
    const { videoId, assetId } = await publish(author, { file, visibility: 'private' });
    await waitForVideo(author.api, videoId, ({ state }) => state === 'ready');
    const gone = await author.api.call('assetSource', { params: { id: assetId } });
    const { id } = await create(documentOf([sources[0], gone]));
    // So that the job does not begin before the clip is gone.
    const worker = await runningBelow(server.pid, 'worker');
    process.kill(worker, 'SIGSTOP');
    try {
      await author.api.call('renderProject', { params: { id } });
      await author.api.call('deleteVideo', { params: { id: videoId } });
    } finally {
      process.kill(worker, 'SIGCONT');
    }
    const render = async () => (await author.api.call('project', { params: { id } })).render;
    await eventually(async () => (await render())?.state === 'failed', mediaLimitMs);
    expect(await render()).toMatchObject({ failureCode: 'document_invalid' });
  });

  test('uses nothing of another’s, nothing deleted, and what the server knows of its clips', async () => {
    const refused = (path: string, code = 'asset_unavailable') => ({
      ...{ code: 'document_invalid', extra: { problems: [expect.objectContaining({ path, code })] } },
    });
    // A stranger who knows all about a clip, its hash too.
    await expect(create(documentOf(sources.slice(0, 1)), stranger)).rejects.toMatchObject(
      refused('assets.a0'),
    );
    const params = { id: sources[0].assetId };
    await expect(stranger.api.call('assetSource', { params })).rejects.toMatchObject({ code: 'not_found' });
    const invented = { ...sources[1], assetId: 'nothing000000000' };
    await expect(create(documentOf([sources[0], invented]))).rejects.toMatchObject(refused('assets.a1'));
    const longer = { ...sources[2], sha256: '0'.repeat(64), duration: 100 * second };
    const stored = await create(documentOf([longer]));
    expect(stored.document).toMatchObject({ assets: { a0: sources[2] } });

    const growing = documentOf(sources.slice(0, 1));
    const shape = {
      id: 'hole',
      kind: 'shape',
      start: 0,
      duration: second,
      shape: 'star',
      width: 1,
      height: 1,
    };
    growing.tracks.push({
      ...{ id: 'shapes', kind: 'visual', transitions: [] },
      items: [{ ...shape, ...{ animation: { in: { preset: 'unknown', duration: second } } } }],
    });
    const undrawn = await create(growing);
    await expect(author.api.call('renderProject', { params: { id: undrawn.id } })).rejects.toMatchObject(
      refused('tracks.1.items.0.animation.in', 'not_rendered'),
    );

    const kept = await create(documentOf(sources));
    await author.api.call('deleteVideo', { params: { id: lastVideoId } });
    await expect(author.api.call('renderProject', { params: { id: kept.id } })).rejects.toMatchObject(
      refused('assets.a2'),
    );
  });
});
