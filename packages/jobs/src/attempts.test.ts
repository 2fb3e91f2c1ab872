import { randomUUID } from 'node:crypto';
import { connect, readInstallation, writeInstallation } from '@weireel/db';
import type { JobRow } from '@weireel/db/processing';
import { createTestDatabase } from '@weireel/db/testing';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { deliver, enqueueJob } from './enqueue.ts';
import { findLostAttempts } from './heartbeat.ts';
import { findJob } from './list.ts';
import {
  AttemptLostError,
  cancelJob,
  claimJob,
  handBack,
  publishAs,
  reviveJob,
  settleCancelled,
  settleFailure,
  settleSuccess,
} from './settle.ts';

const database = await createTestDatabase();
const { db, close } = connect(database.url, { maxConnections: 4, onError: () => {} });
afterAll(async () => {
  await close();
  await database.drop();
});

async function add(): Promise<string> {
  const id = randomUUID();
  await enqueueJob(db, { id, kind: 'process_first', ownerId: null, subjectId: 'asset' });
  return id;
}

/** Claims a job for a new attempt, as a worker does that got its delivery. */
async function claim(jobId: string): Promise<{ job: JobRow; attemptId: string }> {
  const attemptId = randomUUID();
  const claimed = await claimJob(db, { jobId, attemptId, workerId: 'worker' });
  if (claimed.outcome !== 'run') throw new Error(`the claim was answered with ${claimed.outcome}`);
  return { job: claimed.job, attemptId };
}

const publishMark = (attemptId: string): Promise<void> =>
  publishAs(db, attemptId, (trx) => writeInstallation(trx, attemptId, { is: 'published' }));

const die = (job: JobRow, attemptId: string): Promise<boolean> =>
  publishAs(db, attemptId, (trx) => {
    const error = { code: 'processing_failed', message: 'no luck' };
    return settleFailure(trx, { job, error, final: true, random: () => 0 });
  });

describe('an attempt after which another has claimed the job', () => {
  const deeds: [name: string, deed: (job: JobRow, attemptId: string) => Promise<unknown>][] = [
    ['publish', (_job, attemptId) => publishMark(attemptId)],
    ['end it as done', (_job, attemptId) => settleSuccess(db, attemptId)],
    ['end it as dead', die],
    [
      'end it as cancelled',
      async (job, attemptId) => {
        await cancelJob(db, job.id);
        await settleCancelled(db, job.id, attemptId);
      },
    ],
    ['give it back', (job, attemptId) => handBack(db, { job, attemptId, delayMs: 0 })],
  ];

  it.each(deeds)('cannot %s (ATT-5)', async (_name, deed) => {
    const id = await add();
    const { job, attemptId } = await claim(id);
    const present = await claim(id);
    // What ends a job says so to its caller; what lets go of one has nothing to say.
    await deed(job, attemptId).catch((error: unknown) => expect(error).toBeInstanceOf(AttemptLostError));
    expect(await findJob(db, id)).toMatchObject({
      ...{ state: 'running', attempt_id: present.attemptId },
      ...{ attempt: 2, failures: 0, error: null, finished_at: null },
    });
    expect(await readInstallation(db, attemptId)).toBeNull();
  });
});

describe('what an attempt publishes', () => {
  it('is kept as a whole or not at all (ATT-6)', async () => {
    const { attemptId } = await claim(await add());
    const publishing = publishAs(db, attemptId, async (trx) => {
      await writeInstallation(trx, attemptId, { is: 'half' });
      throw new Error('the other half failed');
    });
    await expect(publishing).rejects.toThrow('the other half failed');
    expect(await readInstallation(db, attemptId)).toBeNull();
    await publishMark(attemptId);
    expect(await readInstallation(db, attemptId)).toEqual({ is: 'published' });
  });

  it('is kept though the job is cancelled meanwhile, and nothing after it is (ATT-6, ATT-7)', async () => {
    const id = await add();
    const { attemptId } = await claim(id);
    const gate = Promise.withResolvers<undefined>();
    const holding = Promise.withResolvers<undefined>();
    const order: string[] = [];
    const publishing = publishAs(db, attemptId, async (trx) => {
      holding.resolve(undefined);
      await gate.promise;
      await writeInstallation(trx, attemptId, { is: 'published' });
      order.push('published');
    });
    await holding.promise;
    const cancelling = cancelJob(db, id).then(() => order.push('cancelled'));
    await expect.poll(countWaiting, { message: 'the cancelling call waits for the row' }).toBe(1);
    gate.resolve(undefined);
    await Promise.all([publishing, cancelling]);
    expect(order).toEqual(['published', 'cancelled']);
    expect(await readInstallation(db, attemptId)).toEqual({ is: 'published' });
    await expect(publishMark(attemptId)).rejects.toBeInstanceOf(AttemptLostError);
  });
});

/** How many connections wait for a row that another holds. */
async function countWaiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
  return rows[0]?.count ?? 0;
}

it('of several attempts those are lost that are cancelled, ended or no longer the present one (ATT-8)', async () => {
  const [running, cancelled, done, takenOver] = [await add(), await add(), await add(), await add()];
  const attempts = [];
  for (const jobId of [running, cancelled, done, takenOver]) {
    attempts.push({ jobId, attemptId: (await claim(jobId)).attemptId });
  }
  const [alive, ...lost] = attempts.map(({ attemptId }) => attemptId);
  await cancelJob(db, cancelled);
  await settleSuccess(db, lost[1] ?? '');
  await claim(takenOver);
  expect(await findLostAttempts(db, attempts)).toEqual(new Set(lost));
  expect(await findLostAttempts(db, [{ jobId: running, attemptId: alive ?? '' }])).toEqual(new Set());
});

it.each(['done', 'dead', 'cancelled'] as const)('a job that is %s is not claimed (ATT-4)', async (state) => {
  const id = await add();
  await db.updateTable('jobs').set({ state }).where('id', '=', id).execute();
  const before = await findJob(db, id);
  expect(await claimJob(db, { jobId: id, attemptId: 'late', workerId: 'worker' })).toEqual({
    outcome: 'skip',
  });
  expect(await findJob(db, id)).toEqual(before);
});

it('no earlier attempt is good for a dead job that was given new tries (ATT-14)', async () => {
  const id = await add();
  const { job, attemptId } = await claim(id);
  expect(await reviveJob(db, id)).toBe(false);
  expect(await die(job, attemptId)).toBe(true);
  expect(await reviveJob(db, id)).toBe(true);
  await expect(publishMark(attemptId)).rejects.toBeInstanceOf(AttemptLostError);
  expect((await claim(id)).job).toMatchObject({ attempt: 1, failures: 0 });
});

it('a job that is delivered again has one delivery, at the newer time (ATT-2)', async () => {
  const id = await add();
  for (const delayMs of [3_600_000, 60_000]) await deliver(db, id, 'process_first', delayMs);
  expect(await minutesUntilDeliveries(id)).toEqual([1]);
});

async function minutesUntilDeliveries(jobId: string): Promise<number[]> {
  const { rows } = await sql<{ minutes: number }>`
    select round(extract(epoch from run_at - updated_at) / 60)::int as minutes
    from graphile_worker.jobs where key = ${jobId}`.execute(db);
  return rows.map(({ minutes }) => minutes);
}
