import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { addAsset, addJob, openTestRows } from '../testing/rows.ts';
import { listExperience } from './experience.ts';
import { insertStages, listStages, setStage, setStageProgress } from './stages.ts';

const { db, end } = await openTestRows();
afterAll(end);

let assetId = '';
let count = 0;
beforeEach(async () => {
  count += 1;
  assetId = `asset${count}`;
  await addAsset(db, assetId, { duration_ms: 60_000 });
  await insertStages(db, assetId, ['upload', 'probe', 'ladder']);
});

const read = (stage: 'upload' | 'probe') =>
  db
    .selectFrom('stages')
    .selectAll()
    .where('asset_id', '=', assetId)
    .where('stage', '=', stage)
    .executeTakeFirstOrThrow();

describe('a stage', () => {
  it('waits at the start, but for the upload, which runs', async () => {
    expect(await listStages(db, assetId, ['waiting'])).toHaveLength(2);
    expect(await listStages(db, assetId, ['running'])).toEqual([{ stage: 'upload', state: 'running' }]);
  });

  it.each([
    ['running', { progress: 0, hasStarted: true, hasFinished: false }],
    ['waiting', { progress: 0, hasStarted: false, hasFinished: false }],
    ['done', { progress: 1, hasStarted: true, hasFinished: true }],
    ['failed', { progress: 0.5, hasStarted: true, hasFinished: true }],
    ['skipped', { progress: 0.5, hasStarted: true, hasFinished: true }],
  ] as const)('that is half way and becomes %s says when and how far: %o', async (state, expected) => {
    await setStage(db, assetId, 'probe', 'running', ['hdr']);
    await setStageProgress(db, assetId, 'probe', 0.5);
    await setStage(db, assetId, 'probe', state);
    const { progress, started_at, finished_at, reason_codes } = await read('probe');
    const found = { progress, hasStarted: started_at !== null, hasFinished: finished_at !== null };
    expect(found).toEqual(expected);
    expect(reason_codes).toEqual(['hdr']);
  });

  it('takes progress from 0 to 1, and only while it runs', async () => {
    for (const [told, kept] of [
      [0.3, 0.3],
      [1.7, 1],
      [-1, 0],
    ] as const) {
      await setStageProgress(db, assetId, 'upload', told);
      expect((await read('upload')).progress).toBeCloseTo(kept);
    }
    await setStage(db, assetId, 'upload', 'done');
    await setStageProgress(db, assetId, 'upload', 0.2);
    await setStageProgress(db, assetId, 'probe', 0.2);
    expect([(await read('upload')).progress, (await read('probe')).progress]).toEqual([1, 0]);
  });
});

it('experience is drawn from what took its time to the end, once for each asset', async () => {
  const took = async (stage: 'upload' | 'probe', from: number, to: number) =>
    db
      .updateTable('stages')
      .set({ state: 'done', started_at: new Date(from), finished_at: new Date(to) })
      .where('asset_id', '=', assetId)
      .where('stage', '=', stage)
      .execute();
  await took('upload', 1000, 4000);
  // A clock that was set back meanwhile says nothing.
  await took('probe', 4000, 1000);
  const mine = async () => (await listExperience(db)).map(({ stage, tookMs }) => [stage, tookMs]);
  expect(await mine()).toEqual([]);
  for (const n of [1, 2]) {
    await addJob(db, `${assetId} ${n}`, assetId, { kind: 'process_ladder', state: 'done' });
  }
  expect(await mine()).toEqual([['upload', 3000]]);
});
