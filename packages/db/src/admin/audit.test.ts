import { afterAll, describe, expect, it } from 'vitest';
import { addAsset, addJob, addUpload, addVideo, openTestRows } from '../testing/rows.ts';
import { isMultipartKnown, listProcessedAssets, listStuckAssets, listUnmadeCovers } from './audit.ts';

const { db, end } = await openTestRows();
afterAll(end);

const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

describe('an asset that is being processed', () => {
  it.each([
    ['without a job', null, null, true],
    ['whose job waits', 'process_first', 'waiting', false],
    ['whose job runs', 'process_ladder', 'running', false],
    ['whose job is dead', 'process_first', 'dead', true],
    ['with a job of another kind', 'make_cover', 'running', true],
  ] as const)('%s (%s %s) is stuck: %s', async (name, kind, state, isStuck) => {
    const id = `stuck ${name}`;
    await addAsset(db, id, { state: 'processing' });
    if (kind !== null) await addJob(db, `job of ${id}`, id, { kind, state });
    expect(idsOf(await listStuckAssets(db)).includes(id)).toBe(isStuck);
  });
});

describe('a cover that was chosen', () => {
  it.each([
    ['and made', { cover_time_ms: 1000, cover_made_ms: 1000 }, null, false],
    ['and not made', { cover_time_ms: 1000 }, null, true],
    ['and made of another moment', { cover_time_ms: 1000, cover_made_ms: 2000 }, null, true],
    ['and is about to be made', { cover_time_ms: 1000 }, 'waiting', false],
    ['and whose job has died', { cover_time_ms: 1000 }, 'dead', true],
    ['by nobody', { cover_made_ms: 1000 }, null, false],
  ] as const)('%s (%o, job %s) is missing: %s', async (name, video, job, isMissing) => {
    const id = `cover ${name}`;
    await addAsset(db, id);
    await addVideo(db, id, video);
    if (job !== null) await addJob(db, `job of ${id}`, id, { kind: 'make_cover', state: job });
    expect(idsOf(await listUnmadeCovers(db)).includes(id)).toBe(isMissing);
  });
});

it('assets with a source are read page by page in the order of their ids, each once', async () => {
  await addUpload(db, 'page arriving');
  await addAsset(db, 'page deleted', { state: 'deleted' });
  for (const n of [2, 0, 3, 1]) await addAsset(db, `page ${n}`, { state: n % 2 === 0 ? 'ready' : 'failed' });
  const seen: string[] = [];
  for (let afterId = 'page'; ;) {
    const page = await listProcessedAssets(db, { afterId, limit: 2 });
    seen.push(...idsOf(page).filter((id) => id.startsWith('page')));
    const last = page.at(-1);
    if (last === undefined) break;
    afterId = last.id;
  }
  expect(seen).toEqual(['page 0', 'page 1', 'page 2', 'page 3']);
});

it('an unfinished blob is known as long as its upload is open', async () => {
  await addUpload(db, 'upload', { blob_upload_id: 'multipart' });
  expect(await isMultipartKnown(db, 'multipart')).toBe(true);
  expect(await isMultipartKnown(db, 'of nobody')).toBe(false);
  await db.updateTable('uploads').set({ state: 'complete' }).where('id', '=', 'upload').execute();
  expect(await isMultipartKnown(db, 'multipart')).toBe(false);
});
