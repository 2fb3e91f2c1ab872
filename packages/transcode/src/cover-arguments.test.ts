import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackager } from '@weireel/hls';
import { describe, expect, it } from 'vitest';
import { probeJson, runTool, withFolder } from '../../../test/run-tool.ts';
import { coverArguments, type CoverOptions } from './cover-arguments.ts';

const options: CoverOptions = {
  ...{ atMs: 2500, segmentMs: 2000, copiedFrom: null, picturePipe: 3, smallPipe: 4 },
  size: { widthPx: 180, heightPx: 320 },
  smallSize: { widthPx: 28, heightPx: 48 },
};

/** Red, green, blue and yellow for a second each, as our packager cuts it: the header and the second segment. */
async function makeSecondSegment(folder: string, more: string[]): Promise<string> {
  const colours = ['red', 'lime', 'blue', 'yellow'].flatMap((colour) => [
    ...['-f', 'lavfi', '-i', `color=${colour}:s=180x320:r=30:d=1`],
  ]);
  const fragments = '+frag_keyframe+empty_moov+delay_moov+default_base_moof';
  const { stdout } = await runTool('ffmpeg', [
    ...[...colours, '-f', 'lavfi', '-i', 'sine=d=4'],
    ...['-filter_complex', `[0][1][2][3]concat=n=4${more[0] ?? ''}[v]`, '-map', '[v]', '-map', '4:a'],
    ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-g', '15', '-sc_threshold', '0', ...more.slice(1)],
    ...['-c:a', 'aac', '-movflags', fragments, '-movie_timescale', '90000', '-f', 'mp4', 'pipe:1'],
  ]);
  const packager = createPackager({ targetSegmentMs: 2000 });
  const pieces = [...packager.push(stdout), ...packager.finish()];
  const wanted = pieces.filter((piece) => piece.kind === 'init' || piece.index === 1);
  const path = join(folder, 'moment.mp4');
  await writeFile(path, Buffer.concat(wanted.map(({ bytes }) => bytes)));
  return path;
}

/** The middle of the small picture, as the name of what it nearly is. */
async function colourAt(path: string, folder: string, changes: Partial<CoverOptions>): Promise<string> {
  const [picture, small] = [join(folder, 'cover.jpg'), join(folder, 'small.rgb')];
  const args = coverArguments({ demuxer: 'mov', path }, { ...options, ...changes });
  const files: Record<string, string> = { 'pipe:3': `file:${picture}`, 'pipe:4': `file:${small}` };
  await runTool(
    'ffmpeg',
    args.map((arg) => files[arg] ?? arg),
  );
  const rgb = await readFile(small);
  expect(rgb.length).toBe(28 * 48 * 3);
  expect(await probeJson(picture, '-show_entries', 'stream=width,height,pix_fmt')).toMatchObject({
    streams: [{ width: 180, height: 320, pix_fmt: 'yuvj420p' }],
  });
  const { stdout } = await runTool('ffmpeg', [
    ...['-i', picture, '-vf', 'scale=1:1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
  ]);
  const [inSmall, inJpeg] = [rgb.subarray(24 * 28 * 3 + 42, 24 * 28 * 3 + 45), stdout].map((bytes) =>
    [...bytes].map((value) => Math.round(value / 51) * 51).join(),
  );
  expect(inSmall).toBe(inJpeg);
  return inSmall ?? '';
}

describe('a cover', () => {
  it('is one picture of one segment, large and very small', () => {
    expect(coverArguments({ demuxer: 'mov', path: '/work/moment.mp4' }, options).join(' ')).toBe(
      '-copyts -protocol_whitelist file -f mov -i file:/work/moment.mp4 -filter_complex ' +
        '[0:v]fps=1000:start_time=2.500:round=up,trim=end_frame=1,split=2[a][b];' +
        '[a]scale=180:320:in_color_matrix=bt709:in_range=limited:out_color_matrix=bt601:out_range=full,' +
        'format=yuvj420p[cover];' +
        '[b]scale=28:48:flags=area:in_color_matrix=bt709:in_range=limited,format=rgb24[small] ' +
        '-map [cover] -frames:v 1 -fps_mode passthrough -map_metadata -1 -c:v mjpeg -q:v 3 -f mjpeg pipe:3 ' +
        '-map [small] -frames:v 1 -fps_mode passthrough -c:v rawvideo -f rawvideo pipe:4',
    );
  });

  it('has pictures laid over it, and the small one has not (GOAL-86)', async () => {
    await withFolder(async (folder) => {
      const path = await makeSecondSegment(folder, [',scale=out_color_matrix=bt709:out_range=limited']);
      const words = join(folder, 'words.rgba');
      await writeFile(words, Buffer.from(Array.from({ length: 20 * 10 }, () => [255, 0, 0, 255]).flat()));
      const laid = [{ path: words, x: 100, y: 200, widthPx: 20, heightPx: 10 }];
      const jpeg = join(folder, 'cover.jpg');
      const args = coverArguments({ demuxer: 'mov', path }, { ...options, laid });
      const files: Record<string, string> = {
        'pipe:3': `file:${jpeg}`,
        'pipe:4': `file:${join(folder, 'small')}`,
      };
      await runTool(
        'ffmpeg',
        args.map((arg) => files[arg] ?? arg),
      );
      const at = async (x: number, y: number) => {
        const crop = ['-vf', `format=rgb24,crop=4:4:${x}:${y},scale=1:1:flags=area`, '-pix_fmt', 'rgb24'];
        const { stdout } = await runTool('ffmpeg', ['-i', jpeg, ...crop, '-f', 'rawvideo', 'pipe:1']);
        return [...stdout].map((value) => Math.round(value / 51) * 51).join();
      };
      expect([await at(108, 203), await at(80, 203), await at(108, 220)]).toEqual([
        '255,0,0',
        '0,0,255',
        '0,0,255',
      ]);
    });
  });

  it('begins to decode at the last key frame before its moment', () => {
    const args = coverArguments({ demuxer: 'mov', path: 'moment.mp4' }, { ...options, atMs: 3900 });
    expect(args.slice(0, 6)).toEqual(['-noaccurate_seek', '-seek_timestamp', '1', '-ss', '3.400', '-copyts']);
  });

  it('is what is on the screen at its moment, in the right colours', async () => {
    await withFolder(async (folder) => {
      const path = await makeSecondSegment(folder, [',scale=out_color_matrix=bt709:out_range=limited']);
      expect(await colourAt(path, folder, { atMs: 2000 })).toBe('0,0,255');
      expect(await colourAt(path, folder, { atMs: 2500 })).toBe('0,0,255');
      expect(await colourAt(path, folder, { atMs: 2999 })).toBe('0,0,255');
      expect(await colourAt(path, folder, { atMs: 3001 })).toBe('255,255,0');
      expect(await colourAt(path, folder, { atMs: 3999 })).toBe('255,255,0');
    });
  });

  it('of a copied source has the colours that this means', async () => {
    await withFolder(async (folder) => {
      const more = [',scale=out_color_matrix=bt601:out_range=full,format=yuvj420p', '-color_range', 'pc'];
      const path = await makeSecondSegment(folder, more);
      const copiedFrom = {
        ...{ index: 0, codec: 'h264', profile: null, codedWidthPx: 180, codedHeightPx: 320 },
        colour: { range: 'pc', primaries: null, transfer: null, matrix: 'smpte170m' },
      };
      // as: only what tells colours is looked at.
      const changes = { copiedFrom: copiedFrom as unknown as CoverOptions['copiedFrom'] };
      expect(await colourAt(path, folder, { ...changes, atMs: 2500 })).toBe('0,0,255');
      expect(await colourAt(path, folder, { ...changes, atMs: 3500 })).toBe('255,255,0');
    });
  });
});
