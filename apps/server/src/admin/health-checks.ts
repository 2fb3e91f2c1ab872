import { checkDatabase, readDatabaseVersion } from '@weireel/db';
import { listWorkers, type LivingWorker } from '@weireel/jobs';
import type { ServerContext } from '../http/context.ts';
import type { WorkerWatch } from '../processing/worker-watch.ts';
import { cacheFor } from '../cache-for.ts';
import { askWithin } from './ask-within.ts';

/** How FFmpeg is found out about. */
export interface FfmpegHealth {
  /** Rejects when FFmpeg does not work. */
  check: () => Promise<void>;
  /** Version that was found at start. */
  version: string;
}

/** Questions about what this server works with. Each answers or rejects within some seconds. */
export interface HealthChecks {
  /** Rejects when the database does not answer. */
  database(): Promise<void>;
  /** Name and version of the database. */
  databaseVersion(): Promise<string>;
  /** Free space of the storage in bytes; null: it does not say. */
  freeBytes(): Promise<number | null>;
  /** Rejects when FFmpeg does not work; asked every 15 seconds at most. */
  ffmpeg(): Promise<void>;
  /** Workers that have shown that they live within the last seconds. */
  workers(): Promise<LivingWorker[]>;
}

/** Below this much free space uploads would soon fail. */
export const minFreeBytes = 512 * 1024 * 1024;

/** A monitor does not wait for long, and «no answer» is an answer. */
const limitMs = 4000;
/** The check starts FFmpeg, and anybody may ask. */
const ffmpegHoldsMs = 15_000;
/** Workers show that they live more than once a second; a busy machine may delay it. */
const workerSilenceMs = 15_000;
/** A worker needs a moment until it first shows that it lives. */
const workerStartMs = 30_000;

/** Makes the questions for one server. */
export function createHealthChecks(context: ServerContext, ffmpeg: FfmpegHealth): HealthChecks {
  return {
    database: askWithin(limitMs, () => checkDatabase(context.db)),
    databaseVersion: askWithin(limitMs, () => readDatabaseVersion(context.db)),
    freeBytes: askWithin(limitMs, () => context.blobs.freeBytes()),
    ffmpeg: askWithin(
      limitMs,
      cacheFor(ffmpegHoldsMs, () => performance.now(), ffmpeg.check),
    ),
    workers: askWithin(limitMs, () => listWorkers(context.db, workerSilenceMs)),
  };
}

/** Rejects when uploads would soon fail for want of room. */
export async function requireRoom(checks: HealthChecks): Promise<void> {
  const free = await checks.freeBytes();
  if (free !== null && free < minFreeBytes) throw new Error('storage is nearly full');
}

/** Rejects when this server should have a worker and none shows that it lives, here or elsewhere. */
export async function requireWorker(checks: HealthChecks, watch: WorkerWatch, nowMs: number): Promise<void> {
  const workers = await checks.workers();
  if (workers.length === 0 && nowMs - watch.sinceMs > workerStartMs) throw new Error('no worker is alive');
}
