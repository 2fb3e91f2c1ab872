import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseProbe, probeSections, type ProbeWithVideo } from '@weireel/media';
import {
  analysisArguments,
  ladderArguments,
  planTranscode,
  readAnalysis,
  tunePlan,
  type Rung,
  type TranscodePlan,
} from '@weireel/transcode';
import type { Bench } from '../bench.ts';
import { figure, type Figure } from '../figure.ts';
import { runMeasured } from '../run-measured.ts';

const sharedFolder = fileURLToPath(new URL('../../../shared/media/', import.meta.url));
const hasSharedClips = existsSync(sharedFolder);
/** Seconds of each clip, from its start. */
const sampleSeconds = 3;
/** Fixed rates that ours is compared with; between them is interpolated. */
const fixedCrfs = [17, 20, 23, 26, 29];

/** One encode of a clip's top rung. */
interface Encode {
  bitrateBps: number;
  /** −10·log₁₀(1 − SSIM) of the brightness. */
  ssimDb: number;
  /** Of the brightness. */
  psnrDb: number;
}

/** A clip with the encode that the product would make, and those at fixed rates. */
interface Compared {
  ours: Encode;
  fixed: Encode[];
}

/** What makes one figure of the likeness of all clips. */
interface Summary {
  id: string;
  /** What was held equal. */
  how: string;
  scale: 'ssimDb' | 'psnrDb';
  of: (all: readonly number[]) => number;
  /** Highest ratio to the fixed rate, on the files of the test set; null for no promise. */
  limit: number | null;
}

const worst = (all: readonly number[]) => Math.min(...all);
const mean = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0) / all.length;
const summaries: Summary[] = [
  {
    id: 'quality-worst',
    how: 'worst clip equally like its source (SSIM)',
    scale: 'ssimDb',
    of: worst,
    limit: 0.85,
  },
  {
    id: 'quality-ssim',
    how: 'equally like their sources on average (SSIM)',
    scale: 'ssimDb',
    of: mean,
    limit: 0.95,
  },
  {
    id: 'quality-psnr',
    how: 'equally like their sources on average (PSNR)',
    scale: 'psnrDb',
    of: mean,
    limit: null,
  },
];

/**
 * Bits of all clips together at the CRF that a look at each chose, against one CRF for all that is as good: by the
 * worst clip's SSIM, and by the average of SSIM and of PSNR over the clips. How far that hangs on single clips is in
 * the remarks.
 */
export async function measureQuality(bench: Bench): Promise<Figure[]> {
  const paths = clipPaths(bench);
  const clips: Compared[] = [];
  for (const path of paths) {
    bench.say(`quality: ${path.split('/').at(-1)}`);
    clips.push(await compare(path, bench));
  }
  const note = `${clips.length} clips, ${sampleSeconds} s of the largest rendition of each`;
  return [...summaries.map((summary) => line(summary, clips, note)), at23(clips, note)];
}

function clipPaths({ clips }: Bench): string[] {
  if (!hasSharedClips) return [clips.standard, clips.other, clips.oneMegabyteSegments];
  return readdirSync(sharedFolder)
    .filter((name) => /\.(mp4|mov)$/.test(name) && !name.startsWith('derived-bee'))
    .map((name) => join(sharedFolder, name));
}

async function compare(path: string, { folder, signal }: Bench): Promise<Compared> {
  const run = (command: string, args: string[]) => runMeasured(command, args, folder, signal);
  const probed = await run('ffprobe', ['-loglevel', 'error', ...probeSections, '-of', 'json', path]);
  // as: a clip without picture is not among them.
  const plan = planTranscode(parseProbe(JSON.parse(probed.output)) as ProbeWithVideo);
  const look = await run('ffmpeg', [
    ...['-nostdin', '-nostats'],
    ...analysisArguments(plan, { demuxer: 'mov', path }),
  ]);
  const top = plan.ladder.at(-1);
  const tuned = tunePlan(plan, readAnalysis(look.lastLines)).ladder.at(-1);
  if (top === undefined || tuned === undefined) throw new Error(`${path} has no rendition`);
  const encode = async (crf: number): Promise<Encode> => {
    const args = encodeArguments(plan, { ...top, crf }, path);
    return readEncode((await run('ffmpeg', args)).lastLines);
  };
  const fixed: Encode[] = [];
  for (const crf of fixedCrfs) fixed.push(await encode(crf));
  return { ours: await encode(tuned.crf), fixed };
}

/** The product's own arguments for one rung, into nothing, with x264 telling how like its input it came out. */
function encodeArguments(plan: TranscodePlan, rung: Rung, path: string): string[] {
  const pipes = { rungs: [3], sound: null };
  const args = ladderArguments({ ...plan, ladder: [rung] }, { demuxer: 'mov', path }, pipes);
  const settings = args.slice(0, args.indexOf('-an'));
  const output = ['-x264-params', 'ssim=1:psnr=1', '-t', String(sampleSeconds), '-f', 'null', '-'];
  return ['-nostdin', '-nostats', '-loglevel', 'info', ...settings, ...output];
}

function readEncode(lines: readonly string[]): Encode {
  const { ssimDb, bitrateBps } = readAnalysis(lines);
  const psnr = lines.map((line) => /libx264 .*PSNR Mean Y:([\d.]+)/.exec(line)?.[1]).findLast(Boolean);
  if (ssimDb === null || bitrateBps === null || psnr === undefined) throw new Error('x264 told nothing');
  return { ssimDb, bitrateBps, psnrDb: Number(psnr) };
}

function line(summary: Summary, clips: readonly Compared[], note: string): Figure {
  const { id, how, limit } = summary;
  const fixed = equallyGood(summary, clips);
  const ratios = clips.map((left) => {
    const others = clips.filter((clip) => clip !== left);
    return oursBps(others) / equallyGood(summary, others).bitrateBps;
  });
  const spread = `without any one of them ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  return figure({
    id,
    title: `bits of all clips, ${how}`,
    unit: 'Mbit/s',
    value: oursBps(clips) / 1e6,
    reference: { name: `CRF ${fixed.crf.toFixed(1)} for all`, value: fixed.bitrateBps / 1e6 },
    ...(limit !== null && hasSharedClips && { budget: { of: 'ratio', is: 'at most', limit } }),
    note: `${note}; ${spread}`,
  });
}

/** The one CRF for all clips that is as good as ours. */
function equallyGood(
  { scale, of }: Summary,
  clips: readonly Compared[],
): { crf: number; bitrateBps: number } {
  const steps = fixedCrfs.map((crf, n) => ({
    crf,
    quality: of(clips.map(({ fixed }) => fixed[n]?.[scale] ?? 0)),
    bitrateBps: totalBps(clips.map(({ fixed }) => fixed[n])),
  }));
  return interpolate(steps, of(clips.map(({ ours }) => ours[scale])));
}

function oursBps(clips: readonly Compared[]): number {
  return totalBps(clips.map(({ ours }) => ours));
}

function at23(clips: readonly Compared[], note: string): Figure {
  const index = fixedCrfs.indexOf(23);
  return figure({
    id: 'quality-crf-23',
    title: 'bits of all clips, each at the CRF chosen for it',
    unit: 'Mbit/s',
    value: oursBps(clips) / 1e6,
    reference: { name: 'CRF 23 for all', value: totalBps(clips.map(({ fixed }) => fixed[index])) / 1e6 },
    note: `${note}; heavy clips are less like their sources than at CRF 23`,
  });
}

function totalBps(encodes: readonly (Encode | undefined)[]): number {
  return encodes.reduce((sum, encode) => sum + (encode?.bitrateBps ?? 0), 0);
}

/** The fixed rate of this quality: quality and the logarithm of the bits are straight between neighbours. */
function interpolate(
  steps: readonly { crf: number; quality: number; bitrateBps: number }[],
  wanted: number,
): { crf: number; bitrateBps: number } {
  const lower = steps.findIndex(({ quality }) => quality <= wanted);
  // Beyond the last, its own slope goes on.
  const next = lower === -1 ? steps.length - 1 : Math.max(1, lower);
  const [a, b] = [steps[next - 1], steps[next]];
  if (a === undefined || b === undefined) throw new Error('no fixed rate is comparable');
  const share = (a.quality - wanted) / (a.quality - b.quality);
  return {
    crf: a.crf + share * (b.crf - a.crf),
    bitrateBps: a.bitrateBps * (b.bitrateBps / a.bitrateBps) ** share,
  };
}
