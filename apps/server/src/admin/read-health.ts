import { describeSandboxGap, type AdminHealth, type Language } from '@weireel/contract';
import type { WorkerWatch } from '../processing/worker-watch.ts';
import { minFreeBytes, type HealthChecks } from './health-checks.ts';

/** How the installation is. What does not answer is not well, and never an error of this call. */
export async function readHealth(
  checks: HealthChecks,
  facts: { ffmpegVersion: string; worker: WorkerWatch; language: Language },
): Promise<AdminHealth> {
  const [version, freeBytes, doesFfmpegWork, workers] = await Promise.all([
    orNull(checks.databaseVersion()),
    orNull(checks.freeBytes().then((bytes) => ({ bytes }))),
    orNull(checks.ffmpeg().then(() => true)),
    orNull(checks.workers()),
  ]);
  return {
    database: { ok: version !== null, version },
    storage: {
      ok: freeBytes !== null && (freeBytes.bytes === null || freeBytes.bytes >= minFreeBytes),
      freeBytes: freeBytes?.bytes ?? null,
    },
    ffmpeg: { ok: doesFfmpegWork === true, version: facts.ffmpegVersion },
    workers: (workers ?? []).map(({ host, processId, startedAt, heartbeatAt, slots }) => ({
      host,
      processId,
      startedAt: startedAt.toISOString(),
      heartbeatAt: heartbeatAt.toISOString(),
      slots,
    })),
    workerReplaced: facts.worker.lastReplaced(),
    warnings: [...new Set((workers ?? []).flatMap(({ sandboxGaps }) => sandboxGaps))].map((gap) => ({
      code: gap,
      message: `FFmpeg ${describeSandboxGap(gap, facts.language)}`,
    })),
  };
}

/** What fails is shown as failed; its cause is in the log of who failed. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch(() => null);
}
