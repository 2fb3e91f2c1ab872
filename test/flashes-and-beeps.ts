import { runTool } from './run-tool.ts';

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
  const [picture, sound] = await Promise.all([
    rawOf(path, [
      '-map',
      '0:v:0',
      '-vf',
      'fps=100:start_time=0,scale=1:1:flags=area,format=gray',
      '-f',
      'rawvideo',
    ]),
    rawOf(path, [
      ...['-map', '0:a:0?', '-af', 'aresample=48000:async=1:first_pts=0', '-ac', '1'],
      ...['-f', 's16le'],
    ]),
  ]);
  return { flashes: onsets(picture, 60), beeps: onsets(loudness(sound), 1000) };
}

/** What FFmpeg writes with these output options; nothing where there is no such stream. */
async function rawOf(path: string, output: readonly string[]): Promise<Uint8Array> {
  const run = runTool('ffmpeg', ['-i', path, ...output, '-']);
  return run.then(
    ({ stdout }) => stdout,
    (error: unknown) => {
      if (error instanceof Error && /does not contain any stream/.test(error.message))
        return new Uint8Array();
      throw error;
    },
  );
}

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
