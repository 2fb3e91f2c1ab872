import type { RunLimits } from '@weireel/ffmpeg';
import { defaultMediaLimits } from '@weireel/media';

const gibibyte = 1024 ** 3;

/** Largest single file that FFmpeg may write. */
const maxFileBytes = 32 * gibibyte;

/** What a probe may use: it reads headers and a few packets. */
export const probeLimits: RunLimits = {
  addressSpaceBytes: 4 * gibibyte,
  cpuSeconds: 30,
  fileBytes: 1024 * 1024,
  timeoutMs: 60_000,
};

/** What reading the times of all packets may use: a file is read once, and hardly anything computed. */
export const scanLimits: RunLimits = { ...probeLimits, cpuSeconds: 300, timeoutMs: 1_200_000 };

/** What a run over a whole clip may use: memory by its plan, time by its length with room for slow machines. */
export function runLimits(options: {
  durationMs: number | null;
  memoryBytes: number;
  speedFloor: number;
}): RunLimits {
  // Unknown lengths are bounded like the longest clip.
  const durationMs = options.durationMs ?? defaultMediaLimits.maxDurationMs;
  const cpuSeconds = Math.ceil(120 + (durationMs / 1000) * options.speedFloor);
  return {
    addressSpaceBytes: 4 * Math.max(gibibyte, options.memoryBytes),
    cpuSeconds,
    fileBytes: maxFileBytes,
    timeoutMs: 60_000 + cpuSeconds * 4 * 1000,
  };
}
