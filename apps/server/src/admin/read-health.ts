import type { AdminHealth } from '@weireel/contract';
import { readDatabaseVersion } from '@weireel/db';
import { listWorkers } from '@weireel/jobs';
import type { ServerContext } from '../http/context.ts';
import { minFreeBytes } from './health-routes.ts';

/** What of FFmpeg the health of an installation is told from. */
export interface FfmpegHealth {
  /** Rejects when FFmpeg does not work. */
  check: () => Promise<void>;
  /** Version that was found at start. */
  version: string;
}

/** How the installation is. What does not answer is not well, and never an error of this call. */
export async function readHealth(context: ServerContext, ffmpeg: FfmpegHealth): Promise<AdminHealth> {
  const [version, freeBytes, doesFfmpegWork, workers] = await Promise.all([
    orNull(readDatabaseVersion(context.db)),
    orNull(context.blobs.freeBytes().then((bytes) => ({ bytes }))),
    orNull(ffmpeg.check().then(() => true)),
    orNull(listWorkers(context.db)),
  ]);
  return {
    database: { ok: version !== null, version },
    storage: {
      ok: freeBytes !== null && (freeBytes.bytes === null || freeBytes.bytes >= minFreeBytes),
      freeBytes: freeBytes?.bytes ?? null,
    },
    ffmpeg: { ok: doesFfmpegWork === true, version: ffmpeg.version },
    workers: (workers ?? []).map(({ host, processId, startedAt, heartbeatAt, slots }) => ({
      host,
      processId,
      startedAt: startedAt.toISOString(),
      heartbeatAt: heartbeatAt.toISOString(),
      slots,
    })),
  };
}

/** What fails is shown as failed; its cause is in the log of who failed. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch(() => null);
}
