import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planCoverSampling, planStoryboard } from '@weireel/media';
import { describe, expect, it } from 'vitest';
import { probeJson, runTool, withFolder } from '../../../test/run-tool.ts';
import {
  derivedArguments,
  previewArguments,
  previewStartMs,
  type DerivedOutputs,
} from './derived-arguments.ts';

const input = { demuxer: 'mov', path: '/work/smallest.mp4' };
const size = { widthPx: 202, heightPx: 360 };

/** A clip like a smallest rendition. */
async function makeSmallest(path: string, seconds: number): Promise<void> {
  const source = ['-f', 'lavfi', '-i', `testsrc2=size=202x360:rate=25:duration=${seconds}`];
  const range = ['-vf', 'scale=out_range=limited:out_color_matrix=bt709', '-pix_fmt', 'yuv420p'];
  await runTool('ffmpeg', [...source, ...range, '-c:v', 'libx264', '-preset', 'ultrafast', path]);
}

function outputsOf(durationMs: number): DerivedOutputs {
  return {
    ...{ storyboard: planStoryboard(durationMs, size), storyboardPipe: 3 },
    ...{ sampling: planCoverSampling(durationMs), sampleSize: size, samplePipe: 4 },
  };
}

/** Runs arguments with files in the place of pipes. */
async function runWithFiles(args: string[], files: Record<string, string>): Promise<void> {
  const named = args.map((arg) => (files[arg] === undefined ? arg : `file:${files[arg]}`));
  await runTool('ffmpeg', named);
}

describe('storyboard and pictures to choose from', () => {
  it('come from one decode', () => {
    expect(derivedArguments(input, outputsOf(12_000)).join(' ')).toBe(
      '-protocol_whitelist file -f mov -i file:/work/smallest.mp4 -filter_complex ' +
        '[0:v]split=2[a][b];' +
        '[a]fps=1000/1000:start_time=0:round=up,trim=end_frame=12,' +
        'scale=90:160:in_color_matrix=bt709:in_range=limited:out_color_matrix=bt601:out_range=full,' +
        'format=yuvj420p,tile=10x2[sheets];' +
        '[b]fps=1000/250:start_time=0:round=up,trim=end_frame=48,scale=202:360,format=yuv420p[samples] ' +
        '-map [sheets] -frames:v 1 -fps_mode passthrough -c:v mjpeg -q:v 5 -f mjpeg pipe:3 ' +
        '-map [samples] -fps_mode passthrough -c:v rawvideo -f rawvideo pipe:4',
    );
  });

  it.each([
    ['12 s', 12, 900, 320, 48, 1],
    ['0.3 s', 0.3, 90, 160, 2, 1],
    ['102 s', 102, 900, 1600, 240, 2],
  ])('of %s are complete', async (_name, seconds, widthPx, heightPx, samples, sheets) => {
    await withFolder(async (folder) => {
      const path = join(folder, 'clip.mp4');
      await makeSmallest(path, seconds);
      const [sheetFile, rawFile] = [join(folder, 'sheets.mjpeg'), join(folder, 'samples.yuv')];
      const args = derivedArguments({ demuxer: 'mov', path }, outputsOf(seconds * 1000));
      await runWithFiles(args, { 'pipe:3': sheetFile, 'pipe:4': rawFile });
      expect(
        await probeJson(
          sheetFile,
          ...['-f', 'mjpeg', '-count_packets', '-show_entries', 'stream=width,height,nb_read_packets'],
        ),
      ).toMatchObject({ streams: [{ width: widthPx, height: heightPx, nb_read_packets: String(sheets) }] });
      expect((await readFile(rawFile)).length).toBe((samples * 202 * 360 * 3) / 2);
    });
  });

  it('become JPEG files again, beside a preview', async () => {
    await withFolder(async (folder) => {
      const [raw, jpeg] = [join(folder, 'in.yuv'), join(folder, 'out.mjpeg')];
      const path = join(folder, 'clip.mp4');
      await makeSmallest(path, 1);
      const grey = (luma: number): string => `color=0x${luma.toString(16).repeat(3)}:s=202x360:r=1:d=1`;
      await runTool('ffmpeg', [
        ...['-f', 'lavfi', '-i', grey(0xff), '-f', 'lavfi', '-i', grey(0x80)],
        ...['-filter_complex', '[0][1]concat,scale=out_range=limited,format=yuv420p'],
        ...['-f', 'rawvideo', raw],
      ]);
      const outputPath = join(folder, 'preview.mp4');
      const preview = { startMs: 0, size, outputPath, stillsPipe: 3 };
      const args = previewArguments({ demuxer: 'mov', path }, preview);
      await runWithFiles(args, { 'pipe:0': raw, 'pipe:3': jpeg });
      expect(
        await probeJson(outputPath, '-show_entries', 'stream=width,height,duration,codec_type'),
      ).toMatchObject({
        streams: [{ codec_type: 'video', width: 240, height: 428, duration: '1.000000' }],
      });
      const rgb = ['-vf', 'scale=1:1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'];
      const { stdout } = await runTool('ffmpeg', [
        '-f',
        'mjpeg',
        '-i',
        jpeg,
        '-fps_mode',
        'passthrough',
        ...rgb,
      ]);
      expect([...stdout].map((value, n) => Math.abs(value - (n < 3 ? 255 : 128)) < 4)).toEqual(
        Array.from({ length: 6 }, () => true),
      );
    });
  });
});

describe('a preview', () => {
  it('is three muted seconds from its moment on', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'clip.mp4');
      await makeSmallest(path, 5);
      const outputPath = join(folder, 'preview.mp4');
      const preview = { startMs: 1500, size, outputPath, stillsPipe: null };
      const args = previewArguments({ demuxer: 'mov', path }, preview);
      expect(args.slice(0, 2)).toEqual(['-ss', '1.500']);
      await runTool('ffmpeg', args);
      expect(
        await probeJson(outputPath, '-show_entries', 'stream=width,height,duration,codec_type'),
      ).toMatchObject({
        streams: [{ codec_type: 'video', width: 240, height: 428, duration: '3.000000' }],
      });
    });
  });

  it.each([
    [8000, 2500, 0, 2500],
    [8000, 7900, 500, 5000],
    [4000, 3500, 1750, 1750],
    [300, 200, 0, 0],
  ])('of %i ms with its cover at %i ms and black until %i ms begins at %i ms', (...times) => {
    const [durationMs, coverMs, firstPictureMs, startMs] = times;
    expect(previewStartMs(durationMs, coverMs, firstPictureMs)).toBe(startMs);
  });
});
