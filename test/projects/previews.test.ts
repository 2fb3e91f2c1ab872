import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError } from '@weireel/client';
import type { AssetSource, Preview, Project, ProjectFrame } from '@weireel/contract';
import { connect, type Database } from '@weireel/db';
import { findPreviewOfProject } from '@weireel/db/projects';
import { listArtefacts } from '@weireel/db/videos';
import { evaluateFrame, frameCount, ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { parsePlaylist } from '@weireel/hls';
import { beforeAll, describe, expect, test } from 'vitest';
import { publish, register, waitForVideo, type Person } from '../api.ts';
import { barCodeSize, makeBarCodes, readBarCodes } from '../bar-codes.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { runTool } from '../run-tool.ts';
import type { RunningServer } from '../server.ts';
import { runningBelow } from '../server-processes.ts';
import { structuralSimilarity } from '../structural-similarity.ts';
import { testDatabase, testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
const database = await testDatabase(undo);
let server: RunningServer;
let db: Database;
let author: Person;
let stranger: Person;
let source: AssetSource;
let videoId: string;

beforeAll(async () => {
  server = await testServer(undo, { env: { DATABASE_URL: database.url } });
  const connection = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
  db = connection.db;
  undo(connection.close);
  [author, stranger] = await Promise.all([register(server.url), register(server.url)]);
  const file = join(folder, 'clip.mp4');
  await makeBarCodes(file, { num: 25, den: 1 }, 100, 'sine=frequency=500:sample_rate=48000:duration=4');
  const published = await publish(author, { file, visibility: 'private' });
  videoId = published.videoId;
  await waitForVideo(author.api, videoId, ({ state }) => state === 'ready');
  source = await author.api.call('assetSource', { params: { id: published.assetId } });
});

const frame = second / 25;

/** One picture of a project's film; on a busy machine it is asked for more than once, as clients do. */
async function stillOf(id: string, atMs: number): Promise<ProjectFrame> {
  const made: ProjectFrame[] = [];
  await eventually(async () => {
    try {
      made.push(await author.api.call('projectFrame', { params: { id }, query: { atMs } }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'frame_not_made') throw error;
    }
    return made.length > 0;
  }, mediaLimitMs);
  const [still] = made;
  if (still === undefined) throw new Error('there is no picture');
  return still;
}

/** Three clips of the source, one after the other, with words over the second. */
function documentOf(words: string, canvas = barCodeSize): EditDocument {
  const clip = (id: string, start: number, sourceIn: number) => ({
    ...{ id, kind: 'clip' as const, asset: 'film', start: start * frame, duration: 25 * frame },
    sourceIn: sourceIn * frame,
  });
  const title = {
    ...{ id: 'title', kind: 'text' as const, start: 25 * frame, duration: 25 * frame },
    // Where no bar is read.
    ...{ runs: [{ text: words, look: { size: 0.2 } }], transform: { y: 0.1 } },
  };
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas, fps: { num: 25, den: 1 }, styles: {} },
    assets: { film: source },
    tracks: [
      {
        ...{ id: 'main', kind: 'visual', transitions: [] },
        items: [clip('a', 0, 60), clip('b', 25, 10), clip('c', 50, 70)],
      },
      { ...{ id: 'over', kind: 'visual', transitions: [] }, items: [title] },
    ],
  };
}

const create = (document: EditDocument): Promise<Project> =>
  author.api.call('createProject', { body: { title: 'Three clips', document: { ...document } } });

const put = (id: string, revision: number, document: EditDocument) =>
  author.api.call('putProject', {
    params: { id },
    body: { title: 'Three clips', document: { ...document }, revision },
  });

async function previewOf(id: string): Promise<Preview & { hlsUrl: string }> {
  const params = { id };
  let preview = await author.api.call('previewProject', { params });
  await eventually(async () => {
    preview = await author.api.call('projectPreview', { params });
    return preview.state !== 'making';
  }, mediaLimitMs);
  if (preview.hlsUrl === null) throw new Error(`the preview failed: ${preview.failureCode ?? ''}`);
  return { ...preview, hlsUrl: preview.hlsUrl };
}

/** Addresses of all files that a preview consists of, in order, without their signatures. */
async function filesOf(hlsUrl: string): Promise<{ urls: string[]; names: string[] }> {
  const answer = await fetch(new URL(hlsUrl, server.url));
  const playlist = parsePlaylist(await answer.text());
  if (playlist.kind !== 'media') throw new Error('this is no media playlist');
  const uris = [playlist.segments[0]?.map?.uri ?? '', ...playlist.segments.map(({ uri }) => uri)];
  const urls = uris.map((uri) => new URL(uri, new URL(hlsUrl, server.url)).href);
  return { urls, names: urls.map((url) => new URL(url).pathname) };
}

async function download(hlsUrl: string, name: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for (const url of (await filesOf(hlsUrl)).urls) {
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    parts.push(new Uint8Array(await answer.arrayBuffer()));
  }
  const path = join(folder, name);
  await writeFile(path, Buffer.concat(parts));
  return path;
}

async function assetOf(projectId: string): Promise<string> {
  return (await findPreviewOfProject(db, projectId))?.asset_id ?? '';
}

const hashesOf = async (assetId: string) =>
  new Set((await listArtefacts(db, assetId, ['segment'])).map(({ facts }) => facts.hash));

/** One frame of a file in grey, in a size. */
async function greyOf(path: string, n: number, { widthPx, heightPx }: typeof barCodeSize) {
  const filters = `select='eq(n,${n})',scale=${widthPx}:${heightPx}:out_range=full,format=gray`;
  const args = ['-i', path, '-vf', filters, '-frames:v', '1', '-f', 'rawvideo', '-'];
  return (await runTool('ffmpeg', args)).stdout;
}

/** What happens while the worker stands still. */
async function withoutWorker(act: () => Promise<void>): Promise<void> {
  const worker = await runningBelow(server.pid, 'worker');
  process.kill(worker, 'SIGSTOP');
  try {
    await act();
  } finally {
    process.kill(worker, 'SIGCONT');
  }
}

describe('a preview', () => {
  test('is the segments of the film, of which an edit makes those anew that it touched (GOAL-68, GOAL-70, GOAL-71)', async () => {
    const document = documentOf('Before');
    const { id } = await create(document);
    const first = await previewOf(id);
    expect(first).toMatchObject({ revision: 1, progress: 1, failureCode: null });
    const files = await filesOf(first.hlsUrl);
    const expected = Array.from({ length: frameCount(document) }, (_, n) => {
      const [layer] = evaluateFrame(document, n).layers;
      return layer?.kind === 'layer' && layer.content.kind === 'video' ? layer.content.frame : null;
    });
    expect(await readBarCodes(await download(first.hlsUrl, 'preview.mp4'))).toEqual(expected);
    const assetId = await assetOf(id);
    const before = await hashesOf(assetId);
    // The first and the last clip are cut where a second of their file ends.
    expect(before.size).toBe(5);

    // The same words once more: nothing is made again.
    await put(id, 1, document);
    const second = await previewOf(id);
    expect(await hashesOf(assetId)).toEqual(before);
    expect((await filesOf(second.hlsUrl)).names).toEqual(files.names);

    await put(id, 2, documentOf('After'));
    const third = await previewOf(id);
    const added = [...(await hashesOf(assetId))].filter((hash) => !before.has(hash));
    expect(added).toHaveLength(1);
    const names = (await filesOf(third.hlsUrl)).names;
    expect(names.map((name, index) => name === files.names[index])).toEqual([true, true, false, true]);
    // What showed the former words is there for whoever takes the edit back, and their playlist is not.
    expect((await fetch(new URL(first.hlsUrl, server.url))).status).toBe(404);

    // At this size, the film is made of what is there.
    const still = await stillOf(id, 1400);
    expect(still).toMatchObject({ revision: 3, frame: 35, ...barCodeSize });
    const { assetId: filmId } = await author.api.call('renderProject', { params: { id } });
    const film = async () => (await author.api.call('project', { params: { id } })).render;
    await eventually(async () => (await film())?.state !== 'rendering', mediaLimitMs);
    expect([...(await hashesOf(filmId))].filter((hash) => !before.has(hash))).toEqual(added);

    const [image, path] = [join(folder, 'still.jpg'), join(folder, 'film.mp4')];
    const answer = await fetch(new URL(still.imageUrl, server.url));
    await writeFile(image, new Uint8Array(await answer.arrayBuffer()));
    const [sourceFile] = await listArtefacts(db, filmId, ['source']);
    const stored = join(server.dataFolder, 'blobs', 'blobs', sourceFile?.key ?? '');
    await runTool('ffmpeg', ['-i', stored, '-c', 'copy', path]);
    const { widthPx } = barCodeSize;
    const [ours, theirs] = [await greyOf(image, 0, barCodeSize), await greyOf(path, 35, barCodeSize)];
    expect(structuralSimilarity(ours, theirs, widthPx)).toBeGreaterThan(0.97);
    const other = await greyOf(path, 60, barCodeSize);
    expect(structuralSimilarity(ours, other, widthPx)).toBeLessThan(0.9);
  });

  test('of a large canvas is small, and looks like its film (GOAL-68)', async () => {
    const canvas = { widthPx: 720, heightPx: 540 };
    const { id } = await create(documentOf('Large', canvas));
    const { hlsUrl } = await previewOf(id);
    const path = await download(hlsUrl, 'small.mp4');
    const { stdout } = await runTool('ffprobe', ['-show_entries', 'stream=codec_type,width,height', path]);
    expect(Buffer.from(stdout).toString()).toContain('width=480\nheight=360');
    const still = await stillOf(id, 1400);
    expect(still).toMatchObject(canvas);
    const image = join(folder, 'large.jpg');
    const answer = await fetch(new URL(still.imageUrl, server.url));
    await writeFile(image, new Uint8Array(await answer.arrayBuffer()));
    const size = { widthPx: 480, heightPx: 360 };
    const [small, large] = [await greyOf(path, 35, size), await greyOf(image, 0, size)];
    expect(structuralSimilarity(small, large, 480)).toBeGreaterThan(0.97);
  });

  test('is asked for once, however often, and given up for a later edit', async () => {
    const { id } = await create(documentOf('One'));
    const params = { id };
    const jobs = async () =>
      db
        .selectFrom('jobs')
        .select(['state', 'cancel_requested'])
        .where('subject_id', '=', await assetOf(id))
        .orderBy('created_at')
        .execute();
    await withoutWorker(async () => {
      const calls = [1, 2, 3].map(() => author.api.call('previewProject', { params }));
      for (const preview of await Promise.all(calls)) expect(preview.state).toBe('making');
      expect(await jobs()).toHaveLength(1);
      await put(id, 1, documentOf('Two'));
      await author.api.call('previewProject', { params });
      expect((await jobs()).map((job) => job.cancel_requested)).toEqual([true, false]);
    });
    expect(await previewOf(id)).toMatchObject({ revision: 2, state: 'ready' });
    await eventually(async () => (await jobs())[0]?.state === 'cancelled');
  });

  test('is nobody else’s, cannot be published, and goes with its project', async () => {
    const { id } = await create(documentOf('Mine'));
    const { hlsUrl } = await previewOf(id);
    const params = { id };
    for (const name of ['previewProject', 'projectPreview'] as const)
      await expect(stranger.api.call(name, { params })).rejects.toMatchObject({ code: 'not_found' });
    await expect(stranger.api.call('projectFrame', { params, query: { atMs: 0 } })).rejects.toMatchObject({
      code: 'not_found',
    });
    const { urls, names } = await filesOf(hlsUrl);
    for (const name of [hlsUrl.split('?')[0] ?? '', ...names.slice(0, 2)])
      expect((await fetch(new URL(name, server.url))).status).toBe(403);
    const assetId = await assetOf(id);
    const body = { assetId, title: 'A preview', visibility: 'public' as const };
    await expect(author.api.call('createVideo', { body })).rejects.toMatchObject({ code: 'not_found' });
    const own = await author.api.call('myAssets', { query: { limit: 100 } });
    expect(own.items.map((asset) => asset.id)).not.toContain(assetId);
    await author.api.call('deleteProject', { params });
    for (const url of [new URL(hlsUrl, server.url).href, ...urls])
      expect((await fetch(url)).status).toBe(404);
  });

  test('has sources that are surveyed once, for whoever may use them, and no longer (GOAL-84)', async () => {
    const params = { id: source.assetId };
    await expect(author.api.call('assetSurvey', { params })).rejects.toMatchObject({ code: 'not_found' });
    const asked = await Promise.all([1, 2, 3].map(() => author.api.call('surveyAsset', { params })));
    expect(asked.map(({ state }) => state)).not.toContain('failed');
    await eventually(
      async () => (await author.api.call('assetSurvey', { params })).state === 'ready',
      mediaLimitMs,
    );
    const { survey } = await author.api.call('surveyAsset', { params });
    expect(survey?.sound).toMatchObject({ stepMs: 20, grid: null });
    expect(Math.abs(Buffer.from(survey?.sound?.peaks ?? '', 'base64').length - 200)).toBeLessThan(4);
    const jobs = await db.selectFrom('jobs').selectAll().where('kind', '=', 'survey').execute();
    expect(jobs.map((job) => job.state)).toEqual(['done']);
    for (const name of ['surveyAsset', 'assetSurvey'] as const)
      await expect(stranger.api.call(name, { params })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('shows nothing that its person may not use any more', async () => {
    const { id } = await create(documentOf('Gone'));
    const params = { id };
    const { hlsUrl } = await previewOf(id);
    await withoutWorker(async () => {
      await put(id, 1, documentOf('Gone on'));
      await author.api.call('previewProject', { params });
      await author.api.call('deleteVideo', { params: { id: videoId } });
    });
    // With the clip goes what shows it.
    expect((await fetch(new URL(hlsUrl, server.url))).status).toBe(404);
    const preview = author.api.call('projectPreview', { params });
    await expect(preview).rejects.toMatchObject({ code: 'not_found' });
    const refused = { code: 'document_invalid' };
    await expect(author.api.call('previewProject', { params })).rejects.toMatchObject(refused);
    await expect(author.api.call('projectFrame', { params, query: { atMs: 0 } })).rejects.toMatchObject(
      refused,
    );
    const surveyed = author.api.call('assetSurvey', { params: { id: source.assetId } });
    await expect(surveyed).rejects.toMatchObject({ code: 'not_found' });
    const rows = () => db.selectFrom('surveys').select('asset_id').execute();
    await eventually(async () => (await rows()).length === 0);
  });
});
