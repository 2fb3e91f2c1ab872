import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import {
  fitsKind,
  isJobKind,
  jobKinds,
  jobPools,
  WeireelError,
  type JobError,
  type JobKind,
  type JobPayload,
  type JobPool,
  type JobUsage,
  type SandboxGap,
} from '@weireel/contract';
import type { Database } from '@weireel/db';
import type { JobRow } from '@weireel/db/processing';
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import {
  announceWorkers,
  findLostAttempts,
  heartbeatMs,
  forgetFutureTimes,
  readDatabaseTime,
  reapSilentWorkers,
  redeliverLostJobs,
  withdrawWorkers,
  type Announcement,
} from './heartbeat.ts';
import {
  AttemptLostError,
  claimJob,
  handBack,
  PostponeError,
  publishAs,
  settleCancelled,
  settleFailure,
  settleSuccess,
} from './settle.ts';

/** One try at a job, as its handler sees it. */
export interface Attempt<K extends JobKind = JobKind> {
  /** The job. */
  job: JobRow;
  /** What it is told beside its subject. */
  payload: JobPayload<K>;
  /** Names this try; outputs go under it. */
  attemptId: string;
  /** Aborted when the job was cancelled, another worker has it, or this process stops. */
  signal: AbortSignal;
  /**
   * Runs a change in a transaction that only the present attempt may commit.
   *
   * @throws AttemptLostError
   */
  publish<T>(change: (trx: Database) => Promise<T>): Promise<T>;
}

/** What a failed attempt means for its job. */
export interface FailureVerdict {
  /** What administrators see. */
  error: JobError;
  /** Whether trying again is pointless. */
  final: boolean;
  /**
   * The job is not at fault and what is will pass, such as a full disk: no try is spent, and it comes back after
   * this time. Absent: the failure counts.
   */
  passesInMs?: number;
}

/** What to do for every kind of job. */
export type JobHandlers = { [K in JobKind]: JobHandler<K> };

/** What to do for one kind of job. */
export interface JobHandler<K extends JobKind = JobKind> {
  /** Does the work; must be repeatable after a kill at any point. */
  run(attempt: Attempt<K>): Promise<void>;
  /** Turns what `run` threw into what administrators see, and says what to do. */
  describe(error: unknown): FailureVerdict;
  /** Part of the transaction that declares the job dead. */
  onDead(trx: Database, job: JobRow, error: JobError): Promise<void>;
}

/** Options of `startJobWorker`. */
export interface JobWorkerOptions {
  /** Typed queries. */
  db: Database;
  /** The pool below; needs four connections for the queue. */
  pool: pg.Pool;
  /** Handlers of every kind. */
  handlers: JobHandlers;
  /** How many jobs of each pool run at once. */
  concurrency: Record<JobPool, number>;
  /** Whether a pool may begin another job now; asked each time before. Absent: it always may. */
  mayBegin?: Partial<Record<JobPool, () => Promise<boolean>>>;
  /** Makes ids of attempts. */
  newId: () => string;
  /** From 0 to 1, for the jitter of retries. */
  random: () => number;
  /** Measures what the processes of running attempts use, by attempt id. Absent: nobody measures. */
  measureUsage?: (attemptIds: string[]) => Record<string, JobUsage>;
  /** What a program in the sandbox could do here, for administrators. Default: nothing that it should not. */
  sandboxGaps?: SandboxGap[];
  /** Called about once a second while the worker's own work goes on, whether or not the database answers. */
  onBeat?: () => void;
  /** Told what an operator should know. */
  log: (level: 'info' | 'warn' | 'error', message: string, facts: object) => void;
}

/** A running worker. */
export interface JobWorker {
  /** Jobs running in this process now. */
  runningJobs(): number;
  /** Resolves when the queue gave up in this process although nobody stopped it: end the process then. */
  brokeDown: Promise<Error>;
  /** Stops taking jobs, hands running ones back, and resolves when they have let go. */
  stop(): Promise<void>;
}

class StoppingError extends Error {
  override readonly name = 'StoppingError';
}

/** An attempt took longer than its kind may. */
class TooLongError extends WeireelError {
  constructor() {
    super('media_timeout', { detail: 'the attempt took longer than its kind of job may' });
  }
}

/** Takes jobs from the queue and runs them until stopped. */
export async function startJobWorker(options: JobWorkerOptions): Promise<JobWorker> {
  const { db, log, sandboxGaps = [] } = options;
  const running = new Map<string, { jobId: string; attemptId: string; abort: AbortController }>();
  const pools: Announcement['pools'] = [];
  let stopping = false;

  const runDelivered = async (jobId: string, workerId: string): Promise<void> => {
    const attemptId = options.newId();
    const claim = await claimJob(db, { jobId, attemptId, workerId });
    if (claim.outcome === 'skip') return;
    const { job } = claim;
    if (!isJobKind(job.kind)) throw new Error(`job ${job.id} is of unknown kind ${job.kind}`);
    // as: the row is of this kind, and its payload is checked by the kind's schema before it is run
    const handler = options.handlers[job.kind] as JobHandler;
    const abort = new AbortController();
    const limit = setTimeout(() => abort.abort(new TooLongError()), job.time_limit_ms);
    let isPointless = claim.outcome === 'worn_out';
    running.set(attemptId, { jobId, attemptId, abort });
    // The process may have begun to stop while the claim was under way.
    if (stopping) abort.abort(new StoppingError());
    try {
      if (isPointless) throw new Error('the job took its worker down too often');
      if (!fitsKind(job.kind, job.subject_type, job.payload)) {
        isPointless = true;
        throw new TypeError(`what job ${job.id} is told is not what this version tells a ${job.kind}`);
      }
      await handler.run({
        job,
        payload: job.payload,
        attemptId,
        signal: abort.signal,
        publish: (change) => publishAs(db, attemptId, change),
      });
      await insistently(() => settleSuccess(db, attemptId));
    } catch (error) {
      if (abort.signal.reason instanceof StoppingError) {
        await insistently(() => handBack(db, { job, attemptId, delayMs: 0 }));
      } else if (abort.signal.reason instanceof TooLongError) {
        await insistently(() => fail(handler, job, attemptId, abort.signal.reason, false));
      } else if (error instanceof AttemptLostError || abort.signal.aborted) {
        await insistently(() => settleCancelled(db, jobId, attemptId));
        log('info', 'attempt given up', { jobId, kind: job.kind, ...subjectOf(job) });
      } else if (error instanceof PostponeError) {
        await insistently(() => handBack(db, { job, attemptId, delayMs: error.delayMs }));
      } else {
        await insistently(() => fail(handler, job, attemptId, error, isPointless));
      }
    } finally {
      clearTimeout(limit);
      running.delete(attemptId);
    }
  };

  const fail = async (
    handler: JobHandler,
    job: JobRow,
    attemptId: string,
    cause: unknown,
    isPointless: boolean,
  ): Promise<void> => {
    const { error, final, passesInMs } = handler.describe(cause);
    const facts = { jobId: job.id, kind: job.kind, ...subjectOf(job), error };
    if (passesInMs !== undefined && !isPointless) {
      await handBack(db, { job, attemptId, delayMs: passesInMs, error });
      log('warn', 'job waits until something has passed', facts);
      return;
    }
    try {
      const dead = await publishAs(db, attemptId, async (trx) => {
        const isDead = await settleFailure(trx, {
          job,
          error,
          final: final || isPointless,
          random: options.random,
        });
        if (isDead) await handler.onDead(trx, job, error);
        return isDead;
      });
      log('warn', dead ? 'job is dead' : 'job failed and will be tried again', facts);
    } catch (lost) {
      if (!(lost instanceof AttemptLostError)) throw lost;
      await settleCancelled(db, job.id, attemptId);
    }
  };

  let reportBreakdown: (error: Error) => void = () => {};
  const brokeDown = new Promise<Error>((resolve) => (reportBreakdown = resolve));
  const runners: Runner[] = [];
  for (const pool of jobPools) {
    if (options.concurrency[pool] === 0) continue;
    // The emitter is typed by the library; Node's own serves it.
    const events = new EventEmitter() as WorkerEvents;
    let poolId = '';
    events.on('pool:create', ({ workerPool }) => {
      poolId = workerPool.id;
      pools.push({ id: poolId, pool, slots: options.concurrency[pool] });
    });
    const taskList: TaskList = {};
    for (const [kind, facts] of Object.entries(jobKinds)) {
      if (facts.pool === pool) taskList[kind] = (payload) => runDelivered(jobIdOf(payload), poolId);
    }
    const mayBegin = options.mayBegin?.[pool];
    const runner = await run({
      pgPool: options.pool,
      taskList,
      events,
      concurrency: options.concurrency[pool],
      // Deliveries carry their pool's name as a flag.
      ...(mayBegin && { forbiddenFlags: async () => ((await mayBegin()) ? [] : [pool]) }),
      noHandleSignals: true,
      pollInterval: 500,
      logger: new Logger(() => () => {}),
    });
    runners.push(runner);
    runner.promise.then(
      () => reportBreakdown(new Error('the queue ended by itself')),
      (error: unknown) => reportBreakdown(error instanceof Error ? error : new Error(String(error))),
    );
  }

  const announce = async (): Promise<void> => {
    const usage = options.measureUsage?.([...running.keys()]) ?? {};
    await announceWorkers(db, { pools, processId: process.pid, host: hostname(), usage, sandboxGaps });
  };
  await announce();
  let beating: Promise<void> = Promise.resolve();
  let lastBeatMs = 0;
  const beat = async (): Promise<void> => {
    try {
      const beatMs = await readDatabaseTime(db);
      await forgetFutureTimes(db, { wentBack: beatMs < lastBeatMs });
      lastBeatMs = beatMs;
      await announce();
      const reaped = await reapSilentWorkers(db);
      if (reaped > 0) log('warn', 'took over from silent workers', { pools: reaped });
      const redelivered = await redeliverLostJobs(db);
      if (redelivered > 0) log('warn', 'lost deliveries were made again', { jobs: redelivered });
      for (const attemptId of await findLostAttempts(db, [...running.values()])) {
        running.get(attemptId)?.abort.abort(new AttemptLostError(`attempt ${attemptId} was taken away`));
      }
    } catch (error) {
      // The database may be restarting; the next beat tries again.
      log('warn', 'heartbeat failed', { cause: String(error) });
    }
  };
  const timer = setInterval(() => {
    beating = beating.then(beat).then(options.onBeat);
  }, heartbeatMs);

  return {
    runningJobs: () => running.size,
    brokeDown,
    async stop() {
      stopping = true;
      for (const attempt of running.values()) attempt.abort.abort(new StoppingError());
      await Promise.all(runners.map((runner) => runner.stop()));
      clearInterval(timer);
      await beating;
      await withdrawWorkers(
        db,
        pools.map(({ id }) => id),
      );
    },
  };
}

/** What a job is about, for the log: `{ assetId: … }`. */
function subjectOf(job: JobRow): object {
  return { [`${job.subject_type}Id`]: job.subject_id };
}

const settleTries = 40;
const settlePauseMs = 500;

/**
 * Repeats what ends an attempt while the database is away for a moment, as when it is started again. Given up,
 * the queue would space its own tries by hours.
 */
async function insistently(settle: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await settle();
      return;
    } catch (error) {
      if (error instanceof AttemptLostError || tries >= settleTries) throw error;
      await pause(settlePauseMs);
    }
  }
}

function jobIdOf(payload: unknown): string {
  if (
    typeof payload === 'object' &&
    payload !== null &&
    'jobId' in payload &&
    typeof payload.jobId === 'string'
  ) {
    return payload.jobId;
  }
  throw new TypeError('a delivered job names no jobId');
}
