import { stageNames } from '@weireel/contract';
import { listStages } from '@weireel/db/processing';
import { changeAsset, findAsset } from '@weireel/db/videos';
import { findJob, listJobs } from '@weireel/jobs';
import { afterAll, describe, expect, it } from 'vitest';
import { cancelJob } from './cancel-job.ts';
import { reprocessAsset } from './process-again.ts';
import { retryJob } from './retry-job.ts';
import { stagesOfOrigin } from './stages-of-origin.ts';
import { openSamples } from './testing/samples.ts';

const here = await openSamples();
const { db } = here;
afterAll(() => here.drop());

async function newestJob() {
  const [job] = await listJobs(db, { state: null, limit: 1, before: null });
  if (!job) throw new Error('there is no job');
  return job;
}

describe('processing again', () => {
  it('brings a failed asset back, and a job to do it', async () => {
    const { id } = await here.addAsset('failed');
    await reprocessAsset(db, id, here);
    expect(await findAsset(db, id)).toMatchObject({ state: 'processing', failure_code: null });
    expect(await newestJob()).toMatchObject({ kind: 'process_first', state: 'waiting' });
    await expect(reprocessAsset(db, id, here)).rejects.toMatchObject({ code: 'still_processing' });
  });

  it('is refused to a file that is at fault', async () => {
    const { id } = await here.addAsset('failed');
    await changeAsset(db, id, { failureCode: 'media_damaged' });
    await expect(reprocessAsset(db, id, here)).rejects.toMatchObject({ code: 'source_at_fault' });
  });

  it('keeps what plays of a ready asset until it is made anew', async () => {
    const { id } = await here.addAsset('ready');
    await here.addEdition(id, 'sealed');
    await reprocessAsset(db, id, here);
    const waiting = (await listStages(db, id, ['waiting'])).map(({ stage }) => stage);
    expect(waiting).not.toContain('upload');
    expect(await findAsset(db, id)).toMatchObject({
      state: 'processing',
      edition_id: expect.any(String) as string,
    }); // as: vitest's matchers are any
  });

  it('goes on after an administrator cancelled the job, with new tries', async () => {
    const { id } = await here.addAsset('failed');
    await reprocessAsset(db, id, here);
    const job = await newestJob();
    expect(await cancelJob(db, job.id)).toMatchObject({ state: 'cancelled' });
    expect(await findAsset(db, id)).toMatchObject({ state: 'failed', failure_code: 'processing_cancelled' });
    await db.updateTable('jobs').set({ state: 'dead', failures: 4 }).where('id', '=', job.id).execute();
    await retryJob(db, job.id);
    expect(await findJob(db, job.id)).toMatchObject({ state: 'waiting', failures: 0 });
    expect(await findAsset(db, id)).toMatchObject({ state: 'processing', failure_code: null });
  });
});

it('what was rendered or recorded has every stage but the upload', () => {
  expect(stagesOfOrigin.upload).toEqual(stageNames);
  for (const origin of ['render', 'recording'] as const)
    expect(stagesOfOrigin[origin]).toEqual(stageNames.filter((stage) => stage !== 'upload'));
});
