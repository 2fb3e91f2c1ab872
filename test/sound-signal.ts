import { bestLag } from './best-lag.ts';
import { runTool } from './run-tool.ts';

const samplesPerSecond = 8000;

/** Samples of what was published, decoded once for all renditions that are compared with it. */
const sourceSamples = new Map<string, Promise<Float64Array>>();

/** How much later than in the source the sound comes, in milliseconds. Both are counted from the beginning of their file. */
export async function soundLagMs(source: string, shown: string): Promise<number> {
  const asked = sourceSamples.get(source) ?? samplesOf(source);
  sourceSamples.set(source, asked);
  const [before, after] = await Promise.all([asked, samplesOf(shown)]);
  const reach = samplesPerSecond / 10;
  const end = Math.min(before.length, after.length) - reach;
  const unlikeness = (lag: number): number => {
    let sum = 0;
    for (let n = reach; n < end; n += 1) sum -= (before[n] ?? 0) * (after[n + lag] ?? 0);
    return sum;
  };
  return (bestLag(reach, unlikeness) * 1000) / samplesPerSecond;
}

async function samplesOf(path: string): Promise<Float64Array> {
  const filters = `aresample=${samplesPerSecond}:async=1:first_pts=0`;
  const args = ['-t', '8', '-i', path, '-vn', '-af', filters, '-ac', '1', '-f', 's16le', '-'];
  const { stdout } = await runTool('ffmpeg', args);
  const samples = new Int16Array(
    stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength),
  );
  return Float64Array.from(samples);
}

/** Loudness by EBU R 128. */
export interface HeardLoudness {
  /** Integrated, in LUFS; −70 for silence and for less than 0.4 s. */
  lufs: number;
  /** Highest true peak, in dBFS. */
  peakDbfs: number;
}

/** How loud the sound of a file is, as stereo. */
export async function loudnessOf(path: string): Promise<HeardLoudness> {
  const filters = 'aformat=channel_layouts=stereo,ebur128=peak=true:framelog=verbose';
  const { stderr } = await runTool('ffmpeg', [
    '-v',
    'info',
    '-i',
    path,
    '-vn',
    '-af',
    filters,
    '-f',
    'null',
    '-',
  ]);
  const last = (pattern: RegExp) => [...stderr.matchAll(pattern)].at(-1)?.[1];
  const peak = last(/^\s+Peak:\s+(-?[\d.]+|-inf) dBFS/gm);
  return {
    lufs: Number(last(/^\s+I:\s+(-?[\d.]+) LUFS/gm)),
    peakDbfs: peak === '-inf' ? -Infinity : Number(peak),
  };
}
