import { assetSubject, type JobKind } from '@weireel/contract';
import { randomUUID } from 'node:crypto';
import { readInstallation, writeInstallation } from '@weireel/db';
import { createTestDatabase } from '@weireel/db/testing';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelJobsAbout, enqueueJob } from './enqueue.ts';
import { listJobs } from './list.ts';
import { PostponeError, reviveJob } from './settle.ts';
import { handlersOf, untilAborted } from './testing/handlers.ts';
import { openHarness, until, type Harness } from './testing/harness.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

let harness: Harness;
beforeEach(() => {
  harness = openHarness(database.url);
});
afterEach(async () => {
  // Workers of one test must not find jobs of another.
  await sql`truncate jobs, workers, graphile_worker._private_jobs`.execute(harness.connection.db);
  await harness.end();
});

/** Kinds that are told nothing but their subject. */
type PlainKind = Exclude<JobKind, 'preview' | 'project_frame' | 'mezzanine' | 'film_export' | 'transcribe'>;

async function add(kind: PlainKind = 'process_first', assetId = 'asset'): Promise<string> {
  const id = randomUUID();
  const { db } = harness.connection;
  await db.transaction().execute((trx) => enqueueJob(trx, { id, kind, ownerId: null, subjectId: assetId }));
  return id;
}

/** Lets a delivery that waits for its time come now. */
async function deliverNow(): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = now()`.execute(harness.connection.db);
}

describe('a job', () => {
  it('runs once when the transaction that added it commits, and never when it is rolled back (ATT-1)', async () => {
    const runs: string[] = [];
    await harness.start({
      handlers: handlersOf((attempt) => {
        runs.push(attempt.job.id);
        return Promise.resolve();
      }),
    });
    const { db } = harness.connection;
    const undone = randomUUID();
    const failing = db.transaction().execute(async (trx) => {
      await enqueueJob(trx, { id: undone, kind: 'process_first', ownerId: null, subjectId: 'asset' });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    const id = await add();
    await harness.job(id, (job) => job.state === 'done');
    // One at a time: when this one has run, the earlier ones had their turn.
    const last = await add();
    await harness.job(last, (job) => job.state === 'done');
    expect(runs).toEqual([id, last]);
  });

  it('runs before others of lower priority', async () => {
    const kinds: string[] = [];
    await add('delete_asset');
    await add('process_first');
    const last = await add('delete_asset');
    await harness.start({
      handlers: handlersOf((attempt) => {
        kinds.push(attempt.job.kind);
        return Promise.resolve();
      }),
      concurrency: { early: 0, first: 1, rest: 0 },
    });
    await harness.job(last, (job) => job.state === 'done');
    expect(kinds).toEqual(['process_first', 'delete_asset', 'delete_asset']);
  });

  it('is found without a notification', async () => {
    const runs: string[] = [];
    await harness.start({
      handlers: handlersOf((attempt) => {
        runs.push(attempt.job.id);
        return Promise.resolve();
      }),
    });
    const id = randomUUID();
    // Its time comes without anybody being told.
    await harness.connection.db.transaction().execute(async (trx) => {
      await enqueueJob(trx, { id, kind: 'process_first', ownerId: null, subjectId: 'asset' });
      await sql`update graphile_worker._private_jobs set run_at = now() + interval '300 ms'`.execute(trx);
    });
    await harness.job(id, (job) => job.state === 'done');
    expect(runs).toEqual([id]);
  });

  it('is found when its delivery was lost (ATT-3)', async () => {
    const id = await add();
    await sql`delete from graphile_worker._private_jobs`.execute(harness.connection.db);
    await harness.start({ handlers: handlersOf(() => Promise.resolve()) });
    await harness.job(id, (job) => job.state === 'done');
  });
});

describe('a failing job', () => {
  it('is tried again after growing delays and dies with its reason, in one transaction with onDead (ATT-11, ATT-12)', async () => {
    const { db } = harness.connection;
    await harness.start({
      handlers: handlersOf(() => Promise.reject(new Error('no luck')), {
        onDead: async (trx, job, error) => {
          await writeInstallation(trx, `dead ${job.id}`, error);
        },
      }),
    });
    const id = await add();
    const delays: number[] = [];
    for (const failures of [1, 2, 3]) {
      await harness.job(id, (job) => job.failures === failures && job.state === 'waiting');
      const queued = await sql<{ seconds: number }>`
        select extract(epoch from run_at - updated_at)::float8 as seconds
        from graphile_worker.jobs where key = ${id}`.execute(db);
      delays.push(Math.round(queued.rows[0]?.seconds ?? 0));
      await deliverNow();
    }
    // No jitter here: half of 2, 4 and 8 s.
    expect(delays).toEqual([1, 2, 4]);
    const dead = await harness.job(id, (job) => job.state === 'dead');
    const error = { code: 'processing_failed', message: 'no luck' };
    expect(dead).toMatchObject({ failures: 4, attempt: 4, error });
    expect(await readInstallation(db, `dead ${id}`)).toEqual(error);
  });

  it('does not die when onDead fails, and dies at the next try (ATT-12)', async () => {
    let isBroken = true;
    const { db } = harness.connection;
    await harness.start({
      handlers: handlersOf(() => Promise.reject(new Error('no luck')), {
        describe: () => ({ error: { code: 'media_damaged', message: 'no luck' }, final: true }),
        onDead: async (trx, job) => {
          await writeInstallation(trx, `died ${job.id}`, {});
          if (isBroken) {
            isBroken = false;
            throw new Error('onDead failed');
          }
        },
      }),
    });
    const id = await add();
    const dead = await harness.job(id, (job) => job.state === 'dead');
    expect(dead.failures).toBe(1);
    expect(await readInstallation(db, `died ${id}`)).toEqual({});
  });

  it('can be given new tries when it is dead, and only then (ATT-14)', async () => {
    let isLucky = false;
    await harness.start({
      handlers: handlersOf(() => (isLucky ? Promise.resolve() : Promise.reject(new Error('no luck'))), {
        describe: () => ({ error: { code: 'media_damaged', message: 'no luck' }, final: true }),
      }),
    });
    const id = await add();
    await harness.job(id, (job) => job.state === 'dead');
    expect((await listJobs(harness.connection.db, { state: 'dead', limit: 5, before: null }))[0]?.id).toBe(
      id,
    );
    isLucky = true;
    const { db } = harness.connection;
    expect(await db.transaction().execute((trx) => reviveJob(trx, id))).toBe(true);
    const done = await harness.job(id, (job) => job.state === 'done');
    expect(done).toMatchObject({ attempt: 1, failures: 0, error: null });
    expect(await db.transaction().execute((trx) => reviveJob(trx, id))).toBe(false);
  });

  it('spends no try when it asks to be postponed (ATT-10)', async () => {
    let postponed = 0;
    await harness.start({
      handlers: handlersOf(() => {
        postponed += 1;
        return postponed < 40 ? Promise.reject(new PostponeError('not now', 0)) : Promise.resolve();
      }),
    });
    const id = await add();
    const done = await harness.job(id, (job) => job.state === 'done');
    expect(done).toMatchObject({ attempt: 1, failures: 0 });
  });
});

describe('a job that failed for what will pass', () => {
  it('comes back without a spent try, however often, and says why it waits (ATT-10)', async () => {
    let full = 0;
    await harness.start({
      handlers: handlersOf(
        () => (++full < 40 ? Promise.reject(new Error('the disk is full')) : Promise.resolve()),
        {
          describe: () => ({
            error: { code: 'storage_full', message: 'the disk is full' },
            final: false,
            passesInMs: full === 1 ? 60_000 : 0,
          }),
        },
      ),
    });
    const id = await add();
    const waiting = await harness.job(id, (job) => job.state === 'waiting' && job.error !== null);
    expect(waiting).toMatchObject({ attempt: 0, failures: 0, error: { code: 'storage_full' } });
    await deliverNow();
    const done = await harness.job(id, (job) => job.state === 'done');
    expect(done).toMatchObject({ attempt: 1, failures: 0, error: null });
    expect(full).toBe(40);
  });
});

describe('a job that was claimed again and again without a result', () => {
  it('is taken to be what kills its workers (ATT-13)', async () => {
    const id = await add();
    await harness.connection.db.updateTable('jobs').set({ attempt: 30 }).where('id', '=', id).execute();
    await harness.start({ handlers: handlersOf(() => Promise.resolve()) });
    const dead = await harness.job(id, (job) => job.state === 'dead');
    expect(dead.error?.message).toContain('too often');
  });

  it('is not when its claims ended in failures (ATT-13)', async () => {
    const id = await add('delete_asset');
    const { db } = harness.connection;
    await db.updateTable('jobs').set({ attempt: 50, failures: 50 }).where('id', '=', id).execute();
    await harness.start({ handlers: handlersOf(() => Promise.resolve()) });
    await harness.job(id, (job) => job.state === 'done');
  });
});

describe('cancelling', () => {
  it('aborts a running attempt, which cannot publish any more (ATT-6, ATT-8)', async () => {
    const outcomes: string[] = [];
    await harness.start({
      handlers: handlersOf(async (attempt) => {
        outcomes.push('run');
        try {
          await untilAborted(attempt);
        } catch (error) {
          const publishing = attempt.publish((trx) => writeInstallation(trx, 'late', {}));
          outcomes.push(
            await publishing.then(
              () => 'published',
              (late: Error) => late.name,
            ),
          );
          throw error;
        }
      }),
    });
    const id = await add('process_first', 'unwanted');
    await until(() => (outcomes.length > 0 ? true : null));
    await cancelJobsAbout(harness.connection.db, assetSubject('unwanted'));
    await harness.job(id, (job) => job.state === 'cancelled');
    expect(outcomes).toEqual(['run', 'AttemptLostError']);
    expect(await readInstallation(harness.connection.db, 'late')).toBeNull();
  });

  it('ends a waiting job without running it (ATT-9)', async () => {
    const runs: string[] = [];
    const id = await add('process_first', 'unwanted');
    await cancelJobsAbout(harness.connection.db, assetSubject('unwanted'));
    await harness.start({
      handlers: handlersOf((attempt) => {
        runs.push(attempt.job.id);
        return Promise.resolve();
      }),
    });
    await harness.job(id, (job) => job.state === 'cancelled');
    expect(runs).toEqual([]);
  });
});

describe('stopping', () => {
  it('hands running jobs back, and another worker takes them without a spent try (ATT-10)', async () => {
    const places: string[] = [];
    const first = await harness.start({
      handlers: handlersOf((attempt) => {
        places.push('first');
        return untilAborted(attempt);
      }),
    });
    const id = await add();
    await until(() => (places.length > 0 ? true : null));
    await first.stop();
    const waiting = await harness.job(id, () => true);
    expect(waiting).toMatchObject({ state: 'waiting', attempt: 0, attempt_id: null });
    await harness.start({
      handlers: handlersOf(() => {
        places.push('second');
        return Promise.resolve();
      }),
    });
    const done = await harness.job(id, (job) => job.state === 'done');
    expect(places).toEqual(['first', 'second']);
    expect(done).toMatchObject({ attempt: 1, failures: 0 });
  });
});

describe('what a job is told', () => {
  it('is checked when it is added (ATT-18)', async () => {
    const wrong = { more: 'than it is told' };
    const adding = enqueueJob(harness.connection.db, {
      ...{ id: randomUUID(), kind: 'process_first', ownerId: null, subjectId: 'asset' },
      // As a caller gives whose types were not checked.
      payload: wrong,
    });
    await expect(adding).rejects.toBeInstanceOf(TypeError);
  });

  it.each([
    ['a payload', { payload: JSON.stringify({ more: 'of another version' }) }],
    ['a subject', { subject_type: 'planet' as 'asset' }], // as: what another version may have written
  ])(
    'is checked when it is claimed: %s of another version is not run, and the job is dead (ATT-18)',
    async (_what, change) => {
      const runs: string[] = [];
      const id = await add();
      await harness.connection.db.updateTable('jobs').set(change).where('id', '=', id).execute();
      await harness.start({
        handlers: handlersOf((attempt) => {
          runs.push(attempt.job.id);
          return Promise.resolve();
        }),
      });
      await harness.job(id, (job) => job.state === 'dead');
      expect(runs).toEqual([]);
    },
  );
});

describe('an attempt that takes longer than its kind may', () => {
  it('is stopped, and counts as failed (ATT-19)', async () => {
    const id = await add();
    await harness.connection.db.updateTable('jobs').set({ time_limit_ms: 1 }).where('id', '=', id).execute();
    await harness.start({ handlers: handlersOf((attempt) => untilAborted(attempt)) });
    const job = await harness.job(id, ({ failures }) => failures > 0);
    expect(job.error?.message).toContain('took longer');
  });
});
