/** What a short look at a clip told about it. */
export interface Analysis {
  /**
   * Likeness of the first rung's size at `trialCrf` to its source: SSIM of the brightness in decibels,
   * −10·log₁₀(1 − SSIM), as x264 tells it. Null when it could not be measured.
   */
  ssimDb: number | null;
  /** Bits per second of that picture; null when it could not be measured. */
  bitrateBps: number | null;
  /**
   * Likeness of the source to itself after a detour over the next smaller rung's size: PSNR of the brightness in
   * decibels. High when the source has no detail that the smaller one lacks. Null when not measured.
   */
  roundTripDb: number | null;
  /** Of the whole sound as stereo, of its loudest part where it changes on the way; null without sound, or when it is silent throughout. */
  loudness: Loudness | null;
}

/** Loudness by EBU R 128. */
export interface Loudness {
  /** Integrated loudness in LUFS. */
  integratedLufs: number;
  /** Highest true peak in dBFS. */
  truePeakDbfs: number;
}

/** CRF that a clip is probed with. */
export const trialCrf = 23;

/** Below this EBU R 128 hears nothing (its absolute gate). */
const silenceLufs = -69;

/** Reads the integrated loudness, in LUFS, from the last lines of a run with `ebur128`; null: nothing is heard. */
export function readLoudness(lines: readonly string[]): number | null {
  const integratedLufs = highest(lines, /^\s+I:\s+(-?[\d.]+) LUFS/);
  return integratedLufs === null || integratedLufs <= silenceLufs ? null : integratedLufs;
}

/** Sound that changes on the way is measured in parts; the loudest of them must not become too loud. */
function highest(lines: readonly string[], pattern: RegExp): number | null {
  const found = lines.flatMap((line) => pattern.exec(line)?.[1] ?? []).map(Number);
  const values = found.filter((value) => Number.isFinite(value));
  return values.length === 0 ? null : Math.max(...values);
}

/** Reads the last lines that the run of `analysisArguments` wrote to standard error. What is missing is null. */
export function readAnalysis(lines: readonly string[]): Analysis {
  const last = (pattern: RegExp): number | null => {
    const found = lines.map((line) => pattern.exec(line)?.[1]).findLast((text) => text !== undefined);
    const value = Number(found);
    return found === undefined || !Number.isFinite(value) ? null : value;
  };
  const kilobits = last(/libx264 .*kb\/s:\s*([\d.]+)/);
  const integratedLufs = readLoudness(lines);
  const truePeakDbfs = highest(lines, /^\s+Peak:\s+(-?[\d.]+) dBFS/);
  return {
    ssimDb: last(/libx264 .*SSIM Mean Y:[\d.]+ \(\s*([\d.]+)db\)/),
    bitrateBps: kilobits === null ? null : Math.round(kilobits * 1000),
    roundTripDb: last(/_psnr_.*PSNR y:([\d.]+)/),
    loudness: integratedLufs === null || truePeakDbfs === null ? null : { integratedLufs, truePeakDbfs },
  };
}
