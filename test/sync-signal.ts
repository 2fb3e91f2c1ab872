import { runTool } from './run-tool.ts';

/** Clips of this kind flash white and beep at each whole second; the pitch of the beep tells which second it is. */
export interface SyncPart {
  /** Second that it begins with. */
  from: number;
  /** Whole seconds that it lasts. */
  seconds: number;
}

const flashSeconds = 0.12;

/** FFmpeg's description of such a picture. */
export function flashes({ seconds }: SyncPart, size: string): string {
  const [black, white] = [40, 200];
  // Small until it is enlarged: the expression is worked out for each pixel.
  const picture = `color=c=gray:s=16x16:r=25:d=${seconds}`;
  const luma = `if(lt(mod(T,1),${flashSeconds}),${white},${black})`;
  return `${picture},format=yuv420p,geq=lum='${luma}':cb=128:cr=128,scale=${size.replace('x', ':')},setsar=1`;
}

/** FFmpeg's description of its sound, the same on each channel. */
export function beeps({ from, seconds }: SyncPart, channels: number, rateHz = 48_000): string {
  const beep = `if(lt(mod(t,1),0.1),0.4*sin(2*PI*t*(${lowestHz}+${stepHz}*(floor(t)+${from}))),0)`;
  const each = Array.from({ length: channels }, () => beep).join('|');
  return `aevalsrc='${each}':s=${rateHz}:d=${seconds}`;
}

const lowestHz = 500;
const stepHz = 100;

/** What was seen and heard, in seconds from the beginning. */
export interface SyncMarks {
  /** When a flash begins. */
  flashes: number[];
  /** When a beep begins, and of which second it is. */
  beeps: { at: number; second: number }[];
}

/** Finds all flashes and beeps; the picture is looked at in its middle, where no bars are. */
export async function readSyncMarks(path: string, seconds: number): Promise<SyncMarks> {
  const [picture, sound] = await Promise.all([samplePicture(path), sampleSound(path)]);
  return { flashes: findFlashes(picture), beeps: findBeeps(sound, seconds) };
}

const picturesPerSecond = 100;
const samplesPerSecond = 16_000;
/** Samples that are looked at together. */
const window = 160;

async function samplePicture(path: string): Promise<Uint8Array> {
  const filters = `fps=${picturesPerSecond}:start_time=0,crop=iw/4:ih/4,scale=1:1:flags=area,format=gray`;
  return (await runTool('ffmpeg', ['-i', path, '-vf', filters, '-an', '-f', 'rawvideo', '-'])).stdout;
}

async function sampleSound(path: string): Promise<Int16Array> {
  const filters = `aresample=${samplesPerSecond}:async=1:first_pts=0`;
  const args = ['-i', path, '-vn', '-af', filters, '-ac', '1', '-f', 's16le', '-'];
  const { stdout } = await runTool('ffmpeg', args);
  return new Int16Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}

function findFlashes(brightness: Uint8Array): number[] {
  const isWhite = (n: number) => (brightness[n] ?? 0) > 70;
  const starts: number[] = [];
  for (let n = 0; n < brightness.length; n += 1) {
    if (isWhite(n) && !(n > 0 && isWhite(n - 1))) starts.push(n / picturesPerSecond);
  }
  return starts;
}

function findBeeps(samples: Int16Array, seconds: number): SyncMarks['beeps'] {
  const loudness = Array.from({ length: Math.floor(samples.length / window) }, (_, n) =>
    powerOf(samples.subarray(n * window, (n + 1) * window)),
  );
  const loudest = loudness.reduce((most, power) => Math.max(most, power), 0);
  const isLoud = (n: number) => (loudness[n] ?? 0) > loudest / 16;
  return loudness.flatMap((_power, n) => {
    if (!isLoud(n) || (n > 0 && isLoud(n - 1))) return [];
    // The beep itself, without its edges.
    const inner = samples.subarray((n + 2) * window, (n + 8) * window);
    return [{ at: (n * window) / samplesPerSecond, second: pitchOf(inner, seconds) }];
  });
}

function powerOf(samples: Int16Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
}

/** Which of the pitches is strongest. */
function pitchOf(samples: Int16Array, seconds: number): number {
  const strengths = Array.from({ length: seconds + 1 }, (_, second) => {
    const step = (2 * Math.PI * (lowestHz + stepHz * second)) / samplesPerSecond;
    let [real, imaginary] = [0, 0];
    samples.forEach((sample, n) => {
      real += sample * Math.cos(step * n);
      imaginary += sample * Math.sin(step * n);
    });
    return real * real + imaginary * imaginary;
  });
  return strengths.indexOf(Math.max(...strengths));
}
