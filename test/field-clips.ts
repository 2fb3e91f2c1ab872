import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flashingInputs } from './flashes-and-beeps.ts';
import { editMovie, patchNumbers } from './patch-media.ts';
import { runTool } from './run-tool.ts';

/** A file whose clock, length or streams are easily misunderstood. */
export interface FieldClip {
  /** Its name. */
  name: string;
  /** Where it is. */
  path: string;
  /** How long all of it plays. */
  durationMs: number;
  /** When it flashes, in seconds. */
  flashes: number[];
  /** When it beeps; the same as the flashes where absent. */
  beeps?: number[];
  /** Code that has to be among the reasons of its plan. */
  reason?: string;
}

const besides = fileURLToPath(new URL('../../shared/cases/files/', import.meta.url));

/** Collected cases beside the checkout; null in a stranger's clone, where tests make files of the same kinds. */
export const sharedCases = existsSync(besides) ? besides : null;

const seconds = (from: number, until: number): number[] =>
  Array.from({ length: until - from }, (_, n) => from + n);
const all = seconds(0, 8);
const none: number[] = [];

/** The cases that are there. */
export function collectedClips(): FieldClip[] {
  if (sharedCases === null) return [];
  const rows: Omit<FieldClip, 'path'>[] = [
    { name: 'ts-clock-10min-ac3.ts', durationMs: 6000, flashes: seconds(0, 6) },
    { name: 'ts-clock-10h-no-sound.ts', durationMs: 6000, flashes: seconds(0, 6), beeps: none },
    { name: 'duration-all-ones.mp4', durationMs: 8000, flashes: all },
    { name: 'duration-ten-hours.mp4', durationMs: 8000, flashes: all },
    { name: 'flv-clock-3h.flv', durationMs: 8020, flashes: all },
    {
      ...{ name: 'flv-minute-missing.flv', durationMs: 68_020, reason: 'time_missing' },
      flashes: [0, 1, 2, 3, 64, 65, 66, 67],
    },
    {
      ...{ name: 'edit-cut-middle.mp4', durationMs: 5500, reason: 'edited' },
      flashes: [0, 1, 2.5, 3.5, 4.5],
    },
    { name: 'slides-8s.mp4', durationMs: 24_000, flashes: [0], beeps: seconds(0, 24) },
    { name: 'sound-6s-longer.mp4', durationMs: 10_000, flashes: seconds(0, 4), beeps: seconds(0, 10) },
    { name: 'still-with-sound.mp4', durationMs: 10_000, flashes: [0], beeps: seconds(0, 10) },
    { name: 'sound-from-9s.ts', durationMs: 14_000, flashes: seconds(0, 14), beeps: seconds(9, 14) },
    { name: 'fonts-40.mkv', durationMs: 3020, flashes: seconds(0, 3) },
    { name: 'apac-first.mp4', durationMs: 4000, flashes: seconds(0, 4) },
    { name: 'apac-second.mp4', durationMs: 4000, flashes: seconds(0, 4) },
  ];
  return rows.map((row) => ({ ...row, path: join(besides, row.name) }));
}

const encoding = '-c:v libx264 -preset ultrafast -bf 2 -g 25 -c:a aac'.split(' ');
const fragments = '+frag_keyframe+empty_moov+default_base_moof';

/** Makes files of the same kinds, in other containers and with other codecs. */
export async function makeFieldClips(folder: string): Promise<FieldClip[]> {
  const clips: FieldClip[] = [];
  const add = async (
    name: string,
    make: (path: string) => Promise<unknown>,
    facts: Partial<FieldClip> = {},
  ): Promise<void> => {
    const path = join(folder, name);
    await make(path);
    clips.push({ name, path, durationMs: 8000, flashes: all, ...facts });
  };
  const base = join(folder, 'base.mp4');
  await runTool('ffmpeg', [...flashingInputs(8), ...encoding, base]);
  const remux =
    (...output: string[]) =>
    (path: string) =>
      runTool('ffmpeg', ['-i', base, '-c', 'copy', ...output, path]);
  const encode =
    (inputs: readonly string[], ...output: string[]) =>
    (path: string) =>
      runTool('ffmpeg', [...inputs, ...output, path]);
  const half = join(folder, 'half.mp4');
  await runTool('ffmpeg', [...flashingInputs(4), ...encoding, half]);
  const part = async (container: string, ...options: string[]): Promise<Buffer> => {
    const path = join(folder, `part.${container}`);
    await runTool('ffmpeg', ['-i', half, '-c', 'copy', ...options, path]);
    return readFile(path);
  };
  const patched = (source: string, patch: (bytes: Buffer) => Buffer) => async (path: string) =>
    writeFile(path, patch(await readFile(source)));

  // Clocks that do not begin at zero.
  await add('from-20-h.ts', remux('-output_ts_offset', '72000'));
  await add('over-the-wrap.ts', remux('-output_ts_offset', '95439'));
  await add('from-5-s.mkv', remux('-output_ts_offset', '5'));
  await add('from-3-h.flv', remux('-output_ts_offset', '10800'));
  await add('from-1-h.mp4', remux('-output_ts_offset', '3600', '-movflags', `${fragments}+frag_discont`), {
    // Without an edit list the picture lies as much later as its pictures are reordered.
    flashes: all.map((at) => (at === 0 ? 0 : at + 0.08)),
  });

  // Lengths that headers make up.
  await add(
    'header-ten-hours.mp4',
    patched(base, (bytes) => patchNumbers(bytes, 'mvhd', 36_000_000)),
  );
  await add(
    'edit-ten-hours.mp4',
    patched(base, (bytes) => patchNumbers(bytes, 'elst', 36_000_000)),
  );
  await add('header-ten-hours.mkv', async (path) => {
    await remux()(path);
    await patched(path, (bytes) => patchNumbers(bytes, 'matroska', 36_000_000))(path);
  });
  await add('header-ten-hours.flv', async (path) => {
    await remux()(path);
    await patched(path, (bytes) => patchNumbers(bytes, 'flv', 36_000))(path);
  });
  await add('live.mkv', remux('-f', 'matroska', '-live', '1'));

  // Clocks that begin anew, jump, or skip what was lost.
  await add('anew.flv', async (path) => {
    const bytes = await part('flv');
    // Without its file header and the first back pointer.
    await writeFile(path, Buffer.concat([bytes, bytes.subarray(13)]));
  });
  await add('anew.ts', async (path) => {
    const first = await part('ts', '-output_ts_offset', '600');
    await writeFile(path, Buffer.concat([first, await part('ts', '-output_ts_offset', '20')]));
  });
  await add('next-day.ts', async (path) => {
    await writeFile(path, Buffer.concat([await part('ts'), await part('ts', '-output_ts_offset', '80000')]));
  });
  const skipped = { durationMs: 68_000, flashes: [0, 1, 2, 3, 64, 65, 66, 67], reason: 'time_missing' };
  await add(
    'minute-missing.ts',
    async (path) => {
      await writeFile(path, Buffer.concat([await part('ts'), await part('ts', '-output_ts_offset', '64')]));
    },
    skipped,
  );
  await add(
    'minute-missing-silent.flv',
    async (path) => {
      const [first, second] = [await part('flv', '-an'), await part('flv', '-an', '-output_ts_offset', '64')];
      await writeFile(path, Buffer.concat([first, second.subarray(13)]));
      // Without sound, nothing tells that the first picture waits for those that are decoded before they are shown.
    },
    {
      ...skipped,
      durationMs: 67_920,
      flashes: skipped.flashes.map((at) => (at < 4 ? at : at - 0.08)),
      beeps: none,
    },
  );

  // Cut after a picture that is shown behind four which are gone: decoding ends 160 ms before the last picture does.
  const coded = {
    h264: '-c:v libx264 -preset ultrafast -bf 4 -b_strategy 0 -g 100 -sc_threshold 0 -x264-params b-pyramid=0',
    hevc: '-c:v libx265 -preset ultrafast -x265-params bframes=4:b-adapt=0:b-pyramid=0:keyint=100:log-level=error',
  };
  const cutAfterLast = async (codec: keyof typeof coded, containers: string[], ...sound: string[]) => {
    const whole = join(folder, `${codec}.mp4`);
    await runTool('ffmpeg', [...flashingInputs(4), ...coded[codec].split(' '), '-c:a', 'aac', whole]);
    for (const container of containers) {
      const cut = encode(['-i', whole], '-c', 'copy', '-frames:v', '82', ...sound);
      await add(`${codec}-cut-amid-b-frames.${container}`, cut, {
        ...{ durationMs: 3440, flashes: seconds(0, 4) },
        ...(sound.includes('-an') && { beeps: none }),
      });
    }
  };
  await cutAfterLast('h264', ['mp4'], '-an');
  await cutAfterLast('h264', ['mov', 'mkv', 'ts'], '-frames:a', '161');
  await cutAfterLast('hevc', ['mp4', 'ts'], '-an');

  // The middle cut out by an edit list, of fewer and of more parts.
  const cut = (edits: [number, number][]) => patched(base, (bytes) => editMovie(bytes, edits));
  await add(
    'cut.mp4',
    cut([
      [0, 2000],
      [4000, 3000],
    ]),
    {
      ...{ durationMs: 5000, flashes: [0, 1, 2, 3, 4], reason: 'edited' },
    },
  );
  await add(
    'cut-twice.mp4',
    cut([
      [0, 1500],
      [3000, 2000],
      [7000, 1000],
    ]),
    {
      ...{ durationMs: 4500, flashes: [0, 1, 1.5, 2.5, 3.5], reason: 'edited' },
    },
  );

  // Few pictures, or one, and ends that are apart.
  const slides = (rate: string, length: number) => flashingInputs(length, { rate });
  await add('slides-12-s.mkv', encode(slides('1/12', 24), ...encoding), {
    ...{ durationMs: 24_000, flashes: [0], beeps: seconds(0, 24) },
  });
  await add('slides-12-s.ts', encode(slides('1/12', 24), ...encoding), {
    ...{ durationMs: 24_000, flashes: [0], beeps: seconds(0, 24) },
  });
  await add('slides-3-s.mkv', encode(slides('1/3', 12), '-c:v', 'mpeg4', '-c:a', 'libmp3lame'), {
    ...{ durationMs: 12_000, flashes: [0], beeps: seconds(0, 12) },
  });
  const still = ['-filter:v', 'trim=end_frame=1'];
  await add(
    'still.mkv',
    encode(flashingInputs(6), ...still, '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-c:a', 'flac'),
    {
      ...{ durationMs: 6000, flashes: [0], beeps: seconds(0, 6), reason: 'sound_goes_on' },
    },
  );
  await add(
    'sound-longer.webm',
    encode(
      flashingInputs(3, { soundSeconds: 6 }),
      '-c:v',
      'libvpx',
      '-deadline',
      'realtime',
      '-c:a',
      'libopus',
    ),
    {
      ...{ durationMs: 6000, flashes: seconds(0, 3), beeps: seconds(0, 6), reason: 'sound_goes_on' },
    },
  );
  await add('sound-a-little-longer.mp4', encode(flashingInputs(3, { soundSeconds: 3.6 }), ...encoding), {
    ...{ durationMs: 3600, flashes: seconds(0, 3), beeps: seconds(0, 4) },
  });
  await add('picture-longer.ts', encode(flashingInputs(6, { soundSeconds: 2 }), ...encoding), {
    ...{ durationMs: 6000, flashes: seconds(0, 6), beeps: seconds(0, 2) },
  });

  // Streams that begin far into the file, or in the middle of a packet, or are none.
  const late = encode(
    ['-i', base, '-itsoffset', '7', '-i', base],
    ...['-c', 'copy', '-map', '0:v', '-map', '1:a', '-t', '11.5'],
  );
  const [early, later] = [seconds(0, 8), seconds(7, 12)];
  await add('sound-from-7-s.ts', late, { durationMs: 11_500, flashes: early, beeps: later });
  await add('sound-from-7-s.flv', late, { durationMs: 11_500, flashes: early, beeps: later });
  for (const [name, ...options] of [['begun.ts'], ['begun.m2ts', '-mpegts_m2ts_mode', '1']]) {
    if (name === undefined) continue;
    await add(name, async (path) => {
      await remux(...options)(path);
      await patched(path, (bytes) => bytes.subarray(77))(path);
    });
  }
  const font = join(folder, 'font.ttf');
  await writeFile(font, Buffer.alloc(64, 1));
  const attached = Array.from({ length: 40 }, (_, n) => [
    '-attach',
    font,
    `-metadata:s:${n + 2}`,
    'mimetype=font/ttf',
  ]);
  await add('fonts.mkv', remux(...attached.flat()));
  return clips;
}
