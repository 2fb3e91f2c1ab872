import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readInstallation, writeInstallation } from '@weireel/db';
import { createTestDatabase } from '@weireel/db/testing';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enqueueJob } from './enqueue.ts';
import { handlersOf } from './testing/handlers.ts';
import { openHarness, until, type Harness } from './testing/harness.ts';

const workerInChild = fileURLToPath(new URL('./testing/worker-in-child.ts', import.meta.url));
const database = await createTestDatabase();
afterAll(() => database.drop());

let harness: Harness;
const children: ChildProcess[] = [];
beforeEach(() => {
  harness = openHarness(database.url);
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await harness.end();
});

async function startChild(): Promise<{ child: ChildProcess; lines: string[] }> {
  const child = spawn(process.execPath, [workerInChild, database.url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  await until(() => {
    if (child.exitCode !== null) throw new Error('the worker in the child did not start');
    return lines.includes('started') ? true : null;
  });
  return { child, lines };
}

async function add(): Promise<string> {
  const id = randomUUID();
  const job = { id, kind: 'process_first', ownerId: null, subjectId: 'asset' } as const;
  await harness.connection.db.transaction().execute((trx) => enqueueJob(trx, job));
  return id;
}

describe('a job of a worker that was killed', () => {
  it('runs again elsewhere (ATT-15)', async () => {
    const { child, lines } = await startChild();
    const id = await add();
    await until(() => (lines.includes(`run ${id}`) ? true : null));
    let startedMs = 0;
    await harness.start({
      handlers: handlersOf(async (attempt) => {
        startedMs = performance.now();
        await attempt.publish((trx) => writeInstallation(trx, 'published', { by: 'survivor' }));
      }),
    });
    const killedMs = performance.now();
    child.kill('SIGKILL');
    const done = await harness.job(id, (job) => job.state === 'done');
    process.stderr.write(`a killed worker's job ran again after ${Math.round(startedMs - killedMs)} ms\n`);
    expect(done).toMatchObject({ attempt: 2, failures: 0 });
    expect(await readInstallation(harness.connection.db, 'published')).toEqual({ by: 'survivor' });
  });

  it('runs again also when the worker was killed before it had announced itself (ATT-15)', async () => {
    const { child, lines } = await startChild();
    const id = await add();
    await until(() => (lines.includes(`run ${id}`) ? true : null));
    child.kill('SIGKILL');
    await once(child, 'exit');
    await sql`delete from workers`.execute(harness.connection.db);
    await harness.start({ handlers: handlersOf(() => Promise.resolve()) });
    await harness.job(id, (job) => job.state === 'done');
  });
});

describe('a clock that was set back', () => {
  it('does not keep a killed worker alive (ATT-17)', async () => {
    const { child, lines } = await startChild();
    const id = await add();
    await until(() => (lines.includes(`run ${id}`) ? true : null));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { db } = harness.connection;
    await sql`update workers set heartbeat_at = now() + interval '5 hours'`.execute(db);
    await sql`update graphile_worker._private_jobs set locked_at = now() + interval '5 hours'`.execute(db);
    await harness.start({ handlers: handlersOf(() => Promise.resolve()) });
    await harness.job(id, (job) => job.state === 'done');
  });

  it('does not make jobs wait until it has come there again (ATT-17)', async () => {
    const id = await add();
    const { db } = harness.connection;
    await sql`update graphile_worker._private_jobs set run_at = now() + interval '5 hours'`.execute(db);
    await harness.start({ handlers: handlersOf(() => Promise.resolve()) });
    await harness.job(id, (job) => job.state === 'done');
  });
});

describe('a worker that was silent so long that another took its job', () => {
  it('cannot publish when it wakes, and does not take the delivery with it (ATT-5, ATT-16)', async () => {
    const { child, lines } = await startChild();
    const id = await add();
    await until(() => (lines.includes(`run ${id}`) ? true : null));
    child.kill('SIGSTOP');
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let runs = 0;
    const survivor = await harness.start({
      handlers: handlersOf(async (attempt) => {
        runs += 1;
        await held;
        await attempt.publish((trx) => writeInstallation(trx, 'published', { by: 'survivor' }));
      }),
    });
    await harness.job(id, (job) => job.attempt === 2);
    child.stdin?.write('publish\n');
    child.kill('SIGCONT');
    await until(() => (lines.includes('AttemptLostError') ? true : null));
    expect(lines).not.toContain('published');
    letGo();
    await harness.job(id, (job) => job.state === 'done');
    expect(runs).toBe(1);
    expect(survivor.runningJobs()).toBe(0);
    expect(await readInstallation(harness.connection.db, 'published')).toEqual({ by: 'survivor' });
  });
});
