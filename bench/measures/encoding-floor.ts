import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseProbe, probeSections, formatRational } from '@weireel/media';
import {
  analysisArguments,
  ladderArguments,
  planTranscode,
  readAnalysis,
  tunePlan,
  type TranscodePlan,
} from '@weireel/transcode';
import { runMeasured, runPlainFfmpeg } from '../run-measured.ts';

/** Both inputs repeat after 8 s, so that a longer sample would only repeat as well. */
const sampleSeconds = 8;

/**
 * The least that our own ladder could cost in processor seconds: decoding and scaling once, and x264 alone, with
 * the filters and settings of the real ladder, measured apart. The first seconds stand for the whole clip.
 */
export async function measureFloor(
  clip: string,
  clipSeconds: number,
  folder: string,
  signal: AbortSignal,
): Promise<number> {
  const plan = await planOf(clip, folder, signal);
  const outputs = outputsOf(plan, clip);
  const rawOf = (name: string): string => join(folder, `${name}.yuv`);
  const plain = (...args: string[]) => runPlainFfmpeg(args, folder, signal);
  try {
    const decode = ['-t', String(sampleSeconds), '-i', clip, '-filter_complex', outputs.graph, '-an'];
    const toNothing = outputs.rungs.flatMap(({ name }) => ['-map', `[${name}]`, '-f', 'null', '-']);
    const decoding = await plain(...decode, ...toNothing);
    await plain(
      ...decode,
      ...outputs.rungs.flatMap(({ name }) => ['-map', `[${name}]`, '-f', 'rawvideo', rawOf(name)]),
    );
    let encodingSeconds = 0;
    for (const { name, size, settings } of outputs.rungs) {
      const shape = ['-pix_fmt', 'yuv420p', '-s', size, '-framerate', formatRational(plan.frameRate)];
      const read = ['-f', 'rawvideo', ...shape, '-i', rawOf(name)];
      const reading = await plain(...read, '-f', 'null', '-');
      const encoding = await plain(...read, ...settings, '-f', 'null', '-');
      encodingSeconds += encoding.cpuSeconds - reading.cpuSeconds;
    }
    return (decoding.cpuSeconds + encodingSeconds) * (clipSeconds / sampleSeconds);
  } finally {
    for (const { name } of outputs.rungs) await rm(rawOf(name), { force: true });
  }
}

async function planOf(clip: string, folder: string, signal: AbortSignal): Promise<TranscodePlan> {
  const args = ['-loglevel', 'error', ...probeSections, '-of', 'json', clip];
  const { output } = await runMeasured('ffprobe', args, folder, signal);
  const probe = parseProbe(JSON.parse(output));
  if (probe.video === null) throw new Error('the clip has no picture');
  const plan = planTranscode({ ...probe, video: probe.video });
  const look = await runMeasured(
    'ffmpeg',
    ['-nostdin', '-nostats', ...analysisArguments(plan, { demuxer: 'mov', path: clip })],
    folder,
    signal,
  );
  return tunePlan(plan, readAnalysis(look.lastLines));
}

/** Filters and x264 settings, taken from the arguments that the product itself would use. */
function outputsOf(plan: TranscodePlan, path: string) {
  const pipes = { rungs: plan.ladder.map((_rung, index) => 3 + index), sound: null };
  const args = ladderArguments(plan, { demuxer: 'mov', path }, pipes);
  const graph = args[args.indexOf('-filter_complex') + 1] ?? '';
  const rungs = plan.ladder.map(({ name, widthPx, heightPx }) => {
    const start = args.indexOf(`[${name}]`) + 1;
    const end = args.findIndex((arg, index) => index > start && (arg === '-an' || arg === '-map_metadata'));
    return { name, size: `${widthPx}x${heightPx}`, settings: args.slice(start, end) };
  });
  return { graph, rungs };
}
