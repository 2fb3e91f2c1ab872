import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool, withFolder } from './run-tool.ts';

/**
 * FFmpeg's inputs of a clip that flashes and beeps at each whole second, so that losses, order and sync can be
 * measured: white grows brighter from second to second.
 */
export function flashingInputs(
  seconds: number,
  options: { rate?: string; soundSeconds?: number } = {},
): string[] {
  const { rate = '25', soundSeconds = seconds } = options;
  const flash = "geq=lum='if(lt(mod(T,1),0.12),100+8*floor(T),16)':cb=128:cr=128";
  const beep = "aevalsrc='if(lt(mod(t,1),0.12),sin(2*PI*t*(500+100*floor(t)))/4,0)'";
  return [
    ...['-f', 'lavfi', '-i', `color=black:s=160x90:r=${rate}:d=${seconds},format=yuv420p,${flash}`],
    ...['-f', 'lavfi', '-i', `${beep}:s=48000:c=stereo:d=${soundSeconds}`],
  ];
}

/** When flashes and beeps begin, in seconds from the beginning of the file. */
export interface Signals {
  /** Flashes of the picture. */
  flashes: number[];
  /** Beeps of the sound; none without sound. */
  beeps: number[];
}

/** Measures a file, to 10 ms. */
export async function signalsOf(path: string): Promise<Signals> {
  return withFolder(async (folder) => {
    const [picture, sound] = [join(folder, 'picture'), join(folder, 'sound')];
    const inputAndPicture = ['-i', path, '-map', '0:v:0', '-vf', levels, '-f', 'rawvideo', picture];
    const hasSound = await runTool('ffmpeg', [...inputAndPicture, ...soundOutput, sound]).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && /does not contain any stream/.test(error.message)) return false;
        throw error;
      },
    );
    if (!hasSound) await runTool('ffmpeg', inputAndPicture);
    return {
      flashes: onsets(await readFile(picture), 60),
      beeps: hasSound ? onsets(loudness(await readFile(sound)), 1000) : [],
    };
  });
}

/** The brightness of each 10 ms; pictures are made small before they are made many. */
const levels = 'scale=1:1:flags=area,format=gray,fps=100:start_time=0';

const soundOutput = [
  ...['-map', '0:a:0?', '-af', 'aresample=48000:async=1:first_pts=0', '-ac', '1'],
  ...['-f', 's16le'],
];

/** The largest sample of each 10 ms. */
function loudness(sound: Uint8Array): number[] {
  const samples = new DataView(sound.buffer, sound.byteOffset, sound.byteLength);
  const perStep = 480;
  return Array.from({ length: Math.floor(sound.length / 2 / perStep) }, (_, step) => {
    let loudest = 0;
    for (let n = 0; n < perStep; n += 1) {
      loudest = Math.max(loudest, Math.abs(samples.getInt16((step * perStep + n) * 2, true)));
    }
    return loudest;
  });
}

function onsets(levels: ArrayLike<number>, threshold: number): number[] {
  const found: number[] = [];
  for (let n = 0; n < levels.length; n += 1) {
    const isOn = (levels[n] ?? 0) > threshold;
    if (isOn && !((levels[n - 1] ?? 0) > threshold)) found.push(n / 100);
  }
  return found;
}
