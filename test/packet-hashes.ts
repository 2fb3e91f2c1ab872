import { runTool } from './run-tool.ts';

/** Hashes of the packets of a picture, as they are coded: pictures without parameter sets and notes. */
export async function packetHashes(path: string): Promise<string[]> {
  const { stdout } = await runTool('ffmpeg', [
    ...['-i', path, '-map', '0:v', '-c', 'copy', '-bsf:v', 'h264_mp4toannexb,filter_units=pass_types=1-5'],
    ...['-f', 'framemd5', '-'],
  ]);
  const lines = new TextDecoder().decode(stdout).split('\n');
  return lines.filter((line) => /^0,/.test(line)).map((line) => line.split(',').at(-1)?.trim() ?? '');
}
