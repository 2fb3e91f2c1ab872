import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool, withFolder } from './run-tool.ts';

/** Samples of the picture per second where times are compared: finer than any frame. */
export const picturesPerSecond = 100;
/** Cells of such a sample, in each direction. */
export const cellsPerSide = 16;
/** Samples of the sound per second where times are compared. */
export const soundsPerSecond = 8000;
/** Pixels that are looked at of a moment, in each direction, evenly over the picture. */
export const pixelsPerSide = 192;

/** What one decode of a file tells. */
export interface ClipMeasures {
  /** Grey pictures of 16 × 16 cells, evenly in time, counted from the beginning of the file; 10 s at most. */
  pictures: Uint8Array;
  /** The pictures at the moments, as they are stored: planes of Y, Cb and Cr in 16 bits each. */
  moments: Uint8Array;
  /** The sound as one channel, counted from the beginning of the file; 8 s at most, none without sound. */
  sound: Int16Array;
  /** How loud the sound is; null without sound. */
  loudness: HeardLoudness | null;
}

/** Loudness by EBU R 128, as stereo. */
export interface HeardLoudness {
  /** Integrated, in LUFS; −70 for silence and for less than 0.4 s. */
  lufs: number;
  /** Highest true peak, in dBFS. */
  peakDbfs: number;
}

const measured = new Map<string, Promise<ClipMeasures>>();

/**
 * Measures a file. It is decoded once, whatever is asked of it and however often: a clip is compared with each of its
 * renditions.
 *
 * @param path path or address
 * @param options.atSeconds moments whose colours are wanted; the same each time
 */
export function measureClip(
  path: string,
  options: { atSeconds: readonly number[]; hasSound: boolean },
): Promise<ClipMeasures> {
  const known = measured.get(path) ?? measure(path, options);
  measured.set(path, known);
  return known;
}

function measure(
  path: string,
  { atSeconds, hasSound }: { atSeconds: readonly number[]; hasSound: boolean },
): Promise<ClipMeasures> {
  return withFolder(async (folder) => {
    const [pictures, moments, sound] = [
      join(folder, 'pictures'),
      join(folder, 'moments'),
      join(folder, 'sound'),
    ];
    const { stderr } = await runTool('ffmpeg', [
      ...['-v', 'info', '-i', path, '-filter_complex', filtersOf(atSeconds)],
      ...['-map', '[small]', '-t', '10', '-f', 'rawvideo', pictures],
      ...['-map', '[seen]', '-frames:v', String(atSeconds.length)],
      ...['-fps_mode', 'passthrough', '-f', 'rawvideo', moments],
      ...(hasSound ? soundOutputs(sound) : []),
    ]);
    const samples = hasSound ? await readFile(sound) : new Uint8Array();
    return {
      pictures: await readFile(pictures),
      moments: await readFile(moments),
      // Of its own, because samples must begin at an even address.
      sound: new Int16Array(new Uint8Array(samples).buffer),
      loudness: hasSound ? loudnessIn(stderr) : null,
    };
  });
}

function filtersOf(atSeconds: readonly number[]): string {
  const chosen = atSeconds.map((at) => `gte(t,${at})*(isnan(prev_selected_t)+lt(prev_selected_t,${at}))`);
  const pixels = `${pixelsPerSide}:${pixelsPerSide}:flags=neighbor+accurate_rnd:in_range=full:out_range=full`;
  return [
    '[0:v:0]split[times][colours]',
    // Made small before they are made many.
    `[times]scale=${cellsPerSide}:${cellsPerSide}:flags=area,format=gray,fps=${picturesPerSecond}:start_time=0[small]`,
    `[colours]select='${chosen.join('+')}',scale=${pixels},format=yuv444p16le[seen]`,
  ].join(';');
}

function soundOutputs(path: string): string[] {
  const even = `aresample=${soundsPerSecond}:async=1:first_pts=0`;
  const loudness = 'aformat=channel_layouts=stereo,ebur128=peak=true:framelog=verbose';
  return [
    ...['-map', '0:a:0', '-af', even, '-ac', '1', '-t', '8', '-f', 's16le', path],
    ...['-map', '0:a:0', '-af', loudness, '-f', 'null', '-'],
  ];
}

function loudnessIn(stderr: string): HeardLoudness {
  const last = (pattern: RegExp) => [...stderr.matchAll(pattern)].at(-1)?.[1];
  const peak = last(/^\s+Peak:\s+(-?[\d.]+|-inf) dBFS/gm);
  return {
    lufs: Number(last(/^\s+I:\s+(-?[\d.]+) LUFS/gm)),
    peakDbfs: peak === '-inf' ? -Infinity : Number(peak),
  };
}
