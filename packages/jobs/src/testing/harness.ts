/** Test support: workers on the database of a test file. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type Connection } from '@weireel/db';
import { isFirstPlayableDue, type JobRow } from '@weireel/db/processing';
import { findJob } from '../list.ts';
import { startJobWorker, type JobWorker, type JobWorkerOptions } from '../worker.ts';

/** Workers and connections that end with the test. */
export interface Harness {
  /** Connection for the test itself. */
  connection: Connection;
  /** Starts a worker with a pool of its own; one job of each pool at a time unless the options say otherwise. */
  start(options: Pick<JobWorkerOptions, 'handlers'> & Partial<JobWorkerOptions>): Promise<JobWorker>;
  /** Waits until a job is as wanted. */
  job(id: string, isWanted: (job: JobRow) => boolean): Promise<JobRow>;
  /** Ends everything that was started. */
  end(): Promise<void>;
}

/** Opens a harness on a migrated database. */
export function openHarness(url: string): Harness {
  const connection = connect(url, { maxConnections: 4, onError: () => {} });
  const ends: (() => Promise<unknown>)[] = [() => connection.close()];
  return {
    connection,
    async start(options) {
      const own = connect(url, { maxConnections: 10, onError: () => {} });
      ends.push(() => own.close());
      const worker = await startJobWorker({
        db: own.db,
        pool: own.pool,
        concurrency: { early: 1, first: 1, rest: 1 },
        newId: randomUUID,
        random: () => 0,
        mayBegin: { rest: async () => !(await isFirstPlayableDue(own.db)) },
        log: () => {},
        ...options,
      });
      let stopped: Promise<void> | undefined;
      const stop = (): Promise<void> => (stopped ??= worker.stop());
      ends.push(stop);
      return { ...worker, stop };
    },
    job: (id, isWanted) =>
      until(async () => {
        const job = await findJob(connection.db, id);
        return job && isWanted(job) ? job : null;
      }),
    async end() {
      for (const end of ends.reverse()) await end();
    },
  };
}

/** Asks until the answer is not null, for two minutes at most; then fails with the question's own text. */
export async function until<T>(ask: () => T | null | Promise<T | null>): Promise<T> {
  const endMs = performance.now() + 120_000;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > endMs) throw new Error(`after 120 s there is no answer to ${String(ask)}`);
    await pause(20);
  }
}
