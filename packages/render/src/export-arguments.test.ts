import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTool, withFolder } from '../../../test/run-tool.ts';
import { exportArguments } from './export-arguments.ts';

const ends = ['-threads', '1', '-flags', '+bitexact', '-map_metadata', '-1', '-fflags', '+bitexact'];

describe('other forms of a film', () => {
  it('are asked for by these arguments', () => {
    expect(exportArguments('film.mp4', 'm4a', 'out/a.m4a')).toEqual([
      ...['-y', '-protocol_whitelist', 'file', '-f', 'mov', '-i', 'film.mp4'],
      ...['-map', '0:a:0', '-c:a', 'copy', '-movflags', '+faststart', ...ends, '-f', 'ipod', 'out/a.m4a'],
    ]);
    expect(exportArguments('film.mp4', 'webp', 'a.webp').join(' ')).toContain(
      "-vf fps=15,scale='trunc(iw*min(1,540/max(iw,ih))/2)*2'",
    );
  });

  it('are what they say, of the length and the sound of the film (GOAL-80)', async () => {
    await withFolder(async (folder) => {
      const film = join(folder, 'film.mp4');
      await runTool('ffmpeg', [
        ...['-f', 'lavfi', '-i', 'testsrc2=s=960x540:r=25:d=2', '-f', 'lavfi', '-i', 'sine=d=2:r=48000'],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', film],
      ]);
      const make = async (format: 'gif' | 'webp' | 'm4a' | 'mp3') => {
        const path = join(folder, `export.${format}`);
        await runTool('ffmpeg', exportArguments(film, format, path));
        return path;
      };
      const facts = async (path: string, entries: string) => {
        const asked = ['-v', 'error', '-count_packets', '-show_entries', entries, '-of', 'csv=p=0', path];
        return (await runTool('ffprobe', asked)).stdout.toString().trim();
      };
      const picture = 'stream=codec_name,width,height,nb_read_packets';
      expect(await facts(await make('gif'), picture)).toBe('gif,480,270,24');
      // FFmpeg 5.1 reads no WebP that moves: its chunks are counted.
      const webp = await readFile(await make('webp'));
      const chunk = (at: number) => webp.toString('latin1', at, at + 4);
      expect([chunk(0), chunk(8), chunk(12)]).toEqual(['RIFF', 'WEBP', 'VP8X']);
      let frames = 0;
      for (let at = 12; at + 8 <= webp.length;) {
        if (chunk(at) === 'ANMF') frames += 1;
        const length = webp.readUInt32LE(at + 4);
        at += 8 + length + (length % 2);
      }
      expect(frames).toBe(30);
      expect([webp.readUIntLE(24, 3) + 1, webp.readUIntLE(27, 3) + 1]).toEqual([540, 302]);
      // The very packets of the film.
      const soundOf = async (path: string) =>
        (
          await runTool('ffmpeg', ['-v', 'error', '-i', path, '-map', '0:a', '-c', 'copy', '-f', 'md5', '-'])
        ).stdout.toString();
      const sound = await make('m4a');
      expect(await soundOf(sound)).toBe(await soundOf(film));
      expect(await facts(sound, 'stream=codec_name')).toBe('aac');
      const [codec, seconds] = (await facts(await make('mp3'), 'stream=codec_name,duration')).split(',');
      expect(codec).toBe('mp3');
      expect(Math.abs(Number(seconds) - 2)).toBeLessThan(0.1);
    });
  });
});
