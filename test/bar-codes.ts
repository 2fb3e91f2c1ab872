import type { Rate } from '@weireel/edit';
import { runTool } from './run-tool.ts';

const bits = 10;
/** Size of the clips. */
export const barCodeSize = { widthPx: 160, heightPx: 32 };

/**
 * A clip whose every frame shows its number as black and white bars.
 *
 * @param sound FFmpeg's description of its sound; absent: it has none
 */
export async function makeBarCodes(path: string, fps: Rate, count: number, sound?: string): Promise<void> {
  const { widthPx, heightPx } = barCodeSize;
  const source = `color=s=${widthPx}x${heightPx}:r=${fps.num}/${fps.den}`;
  const bars = `geq=lum='16+219*mod(floor(N/pow(2,floor(X/16))),2)':cb=128:cr=128`;
  await runTool('ffmpeg', [
    ...['-f', 'lavfi', '-i', source, ...(sound === undefined ? [] : ['-f', 'lavfi', '-i', sound])],
    ...['-vf', bars, '-frames:v', String(count)],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-crf',
      '18',
      '-g',
      '25',
      '-bf',
      '2',
      '-pix_fmt',
      'yuv420p',
    ],
    ...['-c:a', 'aac', '-b:a', '192k', path],
  ]);
}

/** The numbers that the frames of a clip show. */
export async function readBarCodes(path: string): Promise<number[]> {
  const { widthPx, heightPx } = barCodeSize;
  const { stdout } = await runTool('ffmpeg', [
    ...[
      '-i',
      path,
      '-fps_mode',
      'passthrough',
      '-vf',
      `scale=${widthPx}:${heightPx}:flags=area`,
      '-pix_fmt',
      'gray',
      '-f',
      'rawvideo',
      '-',
    ],
  ]);
  const frameBytes = widthPx * heightPx;
  return Array.from({ length: stdout.length / frameBytes }, (_, frame) => {
    const row = frame * frameBytes + (heightPx / 2) * widthPx;
    return Array.from({ length: bits }, (__, bit) =>
      (stdout[row + bit * 16 + 8] ?? 0) > 128 ? 2 ** bit : 0,
    ).reduce((a, b) => a + b, 0);
  });
}
