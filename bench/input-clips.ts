import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runPlainFfmpeg } from './run-measured.ts';

/** The files that are uploaded. */
export interface InputClips {
  /** H.264 8 bit with AAC as phones make it: its streams can be copied. */
  standard: string;
  /** HEVC 10 bit, HLG, BT.2020, a key frame every second, as newer phones make it: must be encoded. */
  other: string;
  /** The same, eight seconds of it. */
  otherShort: string;
  /** About 20 MB. */
  twentyMegabytes: string;
  /** Copied to segments of about 1 MB. */
  oneMegabyteSegments: string;
  /** What they were made of. */
  origin: string;
}

/** A clip from a real phone, kept beside the checkout by its maintainers. */
const sharedClip = fileURLToPath(
  new URL('../../shared/media/derived-portrait-1080x1920-30fps-8s-18mbps.mp4', import.meta.url),
);

/** Change it when a recipe below changes. */
const recipe = 2;

/** Makes the clips, or takes those of an earlier run from the temporary folder. */
export async function prepareClips(clipSeconds: number, signal: AbortSignal): Promise<InputClips> {
  const folder = join(tmpdir(), 'weireel-bench-inputs');
  await mkdir(folder, { recursive: true });
  const isShared = existsSync(sharedClip);
  const sizeBytes = isShared ? (await stat(sharedClip)).size : 0;
  const origin = createHash('sha256').update(`${recipe} ${sizeBytes}`).digest('hex').slice(0, 8);

  const make = async (name: string, args: (path: string) => string[]): Promise<string> => {
    const path = join(folder, `${origin}-${name}.mp4`);
    if (existsSync(path)) return path;
    const draft = `${path}.draft`;
    await runPlainFfmpeg([...args(draft)], folder, signal);
    await rename(draft, path);
    return path;
  };
  const loop = (name: string, path: string, seconds: number): Promise<string> =>
    make(`${name}-${seconds}s`, (to) => [
      ...['-stream_loop', '-1', '-i', path, '-t', String(seconds), '-map', '0', '-c', 'copy'],
      ...mp4(to),
    ]);

  const phone = isShared ? sharedClip : await make('generated', generatedPhoneClip);
  const hevc = await make('hevc', (to) => hevcOf(phone, to));
  return {
    standard: await loop('standard', phone, clipSeconds),
    other: await loop('other', hevc, clipSeconds),
    otherShort: hevc,
    twentyMegabytes: await loop('twenty', phone, 9),
    oneMegabyteSegments: await make('segments', constantBitrateClip),
    origin: isShared ? 'a real phone clip, looped' : 'a generated clip, looped',
  };
}

const mp4 = (path: string): string[] => ['-movflags', '+faststart', '-f', 'mp4', path];

/** Stands in for the phone clip: moving, noisy, 18 Mbit/s, a key frame every second. */
function generatedPhoneClip(path: string): string[] {
  return [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=1080x1920:rate=30:duration=8,noise=alls=12:allf=t'],
    ...['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=48000:duration=8'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '18M', '-maxrate', '20M', '-bufsize', '20M'],
    ...['-g', '30', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ac', '2', '-shortest'],
    ...mp4(path),
  ];
}

/** The same pictures as a newer phone would have stored them. */
function hevcOf(phone: string, path: string): string[] {
  return [
    ...['-i', phone, '-map', '0', '-pix_fmt', 'yuv420p10le', '-c:v', 'libx265', '-preset', 'ultrafast'],
    ...['-b:v', '9M', '-tag:v', 'hvc1', '-color_range', 'tv', '-color_primaries', 'bt2020'],
    ...['-color_trc', 'arib-std-b67', '-colorspace', 'bt2020nc'],
    ...[
      '-x265-params',
      'log-level=error:keyint=32:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc',
    ],
    ...['-c:a', 'copy', ...mp4(path)],
  ];
}

/** Constant 2.1 Mbit/s with a key frame every 4 s, so that every copied segment has about 1 MB. */
function constantBitrateClip(path: string): string[] {
  return [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25:duration=12,noise=alls=20:allf=t'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-g', '100', '-keyint_min', '100'],
    ...['-sc_threshold', '0', '-b:v', '2100k', '-minrate', '2100k', '-maxrate', '2100k', '-bufsize', '2100k'],
    ...['-x264-params', 'nal-hrd=cbr', ...mp4(path)],
  ];
}
