import { writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from './run-tool.ts';
import { beeps, flashes } from './sync-signal.ts';

/** A clip that flashes and beeps at each second, though it changes on the way. */
export interface ChangingClip {
  /** Its name. */
  name: string;
  /** Makes it in a folder, or finds it, and returns its path. */
  make: (folder: string) => Promise<string>;
  /** Seconds that it lasts. */
  seconds: number;
  /** Pictures per second. */
  rate: number;
  /** Size of the largest rendition that it must get. */
  size: readonly [widthPx: number, heightPx: number];
}

/** One part of a clip, coded in its own way. */
interface Part {
  seconds: number;
  size: string;
  channels: number;
  rateHz?: number;
  /** Encoding besides the clip's own. */
  encoding?: string;
}

const h264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25 -bf 0';
const vp8 = '-c:v libvpx -deadline realtime -cpu-used 8 -lag-in-frames 0 -b:v 300k -g 25';
const vp9 = '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 300k -g 25';
const mpeg2 = '-c:v mpeg2video -q:v 4 -g 12 -bf 0';

const sameSize = { size: '160x90', channels: 2 };

const clips: ChangingClip[] = [
  clip('stereo, then 5.1, in AC-3', 'ts', `${h264} -c:a ac3`, [
    { ...sameSize, seconds: 3 },
    { ...sameSize, seconds: 2, channels: 6 },
  ]),
  clip('mono, then stereo, in AAC', 'ts', `${h264} -c:a aac`, [
    { ...sameSize, seconds: 3, channels: 1 },
    { ...sameSize, seconds: 3 },
  ]),
  clip('44.1, then 48 kHz, in AAC', 'ts', `${h264} -c:a aac`, [
    { ...sameSize, seconds: 3, rateHz: 44_100 },
    { ...sameSize, seconds: 3 },
  ]),
  clip('5.1, then mono at 32 kHz, in Matroska', 'mkv', `${h264} -c:a ac3`, [
    { ...sameSize, seconds: 2, channels: 6 },
    { ...sameSize, seconds: 3, channels: 1, rateHz: 32_000 },
  ]),
  {
    ...clip('VP8 as it comes over a bad line', 'webm', `${vp8} -c:a libopus`, [
      { ...sameSize, seconds: 1 },
      { ...sameSize, seconds: 3, size: '320x180' },
      { ...sameSize, seconds: 2, size: '480x270' },
    ]),
    size: [320, 180],
  },
  {
    ...clip('VP9 of a phone that is turned', 'webm', `${vp9} -c:a libopus`, [
      { ...sameSize, seconds: 2 },
      { ...sameSize, seconds: 4, size: '90x160' },
    ]),
    size: [90, 160],
  },
  {
    ...clip('H.264 of a phone that is turned', 'ts', `${h264} -c:a aac`, [
      { ...sameSize, seconds: 4 },
      { ...sameSize, seconds: 2, size: '90x160' },
    ]),
    size: [160, 90],
  },
  {
    ...clip('H.264 that changes inside of an MP4', 'mp4', `${h264} -c:a aac`, [
      { ...sameSize, seconds: 2 },
      { ...sameSize, seconds: 4, size: '240x180' },
    ]),
    size: [240, 180],
  },
  {
    ...clip('interlaced MPEG-2 that turns from 4:3 to 16:9', 'ts', `${mpeg2} -c:a mp2 -flags +ilme+ildct`, [
      { ...sameSize, seconds: 2, size: '180x144', encoding: '-aspect 4:3' },
      { ...sameSize, seconds: 4, size: '180x144', encoding: '-aspect 16:9' },
    ]),
    size: [256, 144],
  },
];

/** Sound that says nothing of where its channels belong. */
const withoutPlaces: ChangingClip[] = [
  placeless('ambisonic Opus', 'mkv', '-c:a libopus -mapping_family 2', 4),
  placeless('sixteen tracks of PCM', 'mov', '-c:a pcm_s16le', 16),
  placeless('three channels of PCM', 'mkv', '-c:a pcm_s16le', 3),
];

/** All such clips, and those beside the checkout, where they are. */
export function changingClips(): ChangingClip[] {
  return [
    ...clips,
    ...withoutPlaces,
    ...sharedClip('sound-stereo-to-5.1.ts', { seconds: 7, rate: 25, size: [160, 90] }),
    ...sharedClip('picture-five-sizes.webm', { seconds: 20, rate: 10, size: [320, 180] }),
    ...sharedClip('sound-ambisonic-opus.mkv', { seconds: 2, rate: 25, size: [160, 90] }),
  ];
}

const besides = fileURLToPath(new URL('../../shared/cases/files/', import.meta.url));

/** A clip beside the checkout; none in a stranger's clone, where clips of the same kinds stand for it. */
export function sharedClip(name: string, facts: Omit<ChangingClip, 'name' | 'make'>): ChangingClip[] {
  const path = join(besides, name);
  const isThere = existsSync(path) && process.env['WEIREEL_TEST_MEDIA'] !== 'generated';
  return isThere ? [{ name, make: () => Promise.resolve(path), ...facts }] : [];
}

function clip(name: string, ending: string, encoding: string, parts: readonly Part[]): ChangingClip {
  const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
  const make = (folder: string) => makeChangingClip(folder, { name, ending, encoding, parts });
  return { name: `${name}.${ending}`, make, seconds, rate: 25, size: [160, 90] };
}

/** Sound whose channels have no places; the beep is in one of them only. */
function placeless(name: string, ending: string, encoding: string, channels: number): ChangingClip {
  const whole = { from: 0, seconds: 3 };
  const make = async (folder: string): Promise<string> => {
    const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.${ending}`);
    const raw = `${path}.pcm`;
    await runTool('ffmpeg', [
      ...['-f', 'lavfi', '-i', beeps(whole, 1), '-filter_complex'],
      `[0]pan=${channels}c|c${channels === 4 ? 0 : channels - 1}=c0[a]`,
      ...['-map', '[a]', '-f', 's16le', raw],
    ]);
    await runTool('ffmpeg', [
      ...['-f', 'lavfi', '-i', flashes(whole, '160x90')],
      ...['-guess_layout_max', '0', '-f', 's16le', '-ar', '48000', '-ac', String(channels), '-i', raw],
      ...[...h264.split(' '), ...encoding.split(' '), path],
    ]);
    return path;
  };
  return { name: `${name}.${ending}`, make, seconds: whole.seconds, rate: 25, size: [160, 90] };
}

/** Parts that are encoded by themselves, one after the other in one stream. */
async function makeChangingClip(
  folder: string,
  {
    name,
    ending,
    encoding,
    parts,
  }: { name: string; ending: string; encoding: string; parts: readonly Part[] },
): Promise<string> {
  const stem = join(folder, name.replaceAll(/\W+/g, '-'));
  // Streams of WebM have no clock that could be set; those of MPEG-TS carry their parameters with them.
  const partEnding = ending === 'webm' ? 'webm' : 'ts';
  const files: string[] = [];
  let from = 0;
  for (const [n, part] of parts.entries()) {
    const { seconds, size, channels, rateHz } = part;
    const path = `${stem}-${n}.${partEnding}`;
    await runTool('ffmpeg', [
      ...['-f', 'lavfi', '-i', flashes({ from, seconds }, size)],
      ...['-f', 'lavfi', '-i', beeps({ from, seconds }, channels, rateHz)],
      ...encoding.split(' '),
      ...(part.encoding?.split(' ') ?? []),
      ...(partEnding === 'ts' ? ['-muxdelay', '0', '-output_ts_offset', String(from)] : []),
      path,
    ]);
    files.push(path);
    from += seconds;
  }
  const path = `${stem}.${ending}`;
  if (partEnding === 'ts') {
    const joined = `${stem}-all.ts`;
    await writeFile(joined, Buffer.concat(files.map((file) => readFileSync(file))));
    if (ending === 'ts') return joined;
    await runTool('ffmpeg', ['-copyts', '-i', joined, '-c', 'copy', path]);
    return path;
  }
  const list = `${stem}.txt`;
  await writeFile(list, files.map((file) => `file '${file}'\n`).join(''));
  await runTool('ffmpeg', ['-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', path]);
  return path;
}
