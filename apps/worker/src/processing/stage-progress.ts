import type { StageName } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { setStageProgress } from '@weireel/db/processing';
import type { FfmpegProgress } from '@weireel/ffmpeg';

/** Written at most this often. */
const intervalMs = 1000;

/** Turns FFmpeg's progress into a stage's; a write that fails is not worth a job. */
export function stageProgress(
  db: Database,
  assetId: string,
  stage: StageName,
  durationMs: number | null,
  now: () => number = () => performance.now(),
): (progress: FfmpegProgress) => void {
  let nextAtMs = 0;
  let isWriting = false;
  return ({ outTimeMs }) => {
    if (outTimeMs === null || durationMs === null || durationMs <= 0) return;
    if (isWriting || now() < nextAtMs) return;
    isWriting = true;
    nextAtMs = now() + intervalMs;
    setStageProgress(db, assetId, stage, Math.min(0.99, outTimeMs / durationMs))
      .catch(() => {})
      .finally(() => (isWriting = false));
  };
}
