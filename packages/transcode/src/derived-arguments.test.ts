import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planStoryboard } from '@weireel/media';
import { describe, expect, it } from 'vitest';
import { probeJson, runTool, withFolder } from '../../../test/run-tool.ts';
import { derivedArguments } from './derived-arguments.ts';

describe('storyboard and preview', () => {
  it('are one sprite and three muted seconds, from one decode', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'clip.mp4');
      const source = ['-f', 'lavfi', '-i', 'testsrc2=size=202x360:rate=25:duration=12'];
      await runTool('ffmpeg', [...source, '-c:v', 'libx264', '-preset', 'ultrafast', path]);
      const storyboard = planStoryboard(12_000, { widthPx: 202, heightPx: 360 });
      const previewPath = join(folder, 'preview.mp4');
      const args = derivedArguments({ demuxer: 'mov', path }, storyboard, 12_000, {
        storyboardPipe: 1,
        previewPath,
      });
      const sprite = join(folder, 'sprite.jpg');
      await runTool(
        'ffmpeg',
        args.map((arg) => (arg === 'pipe:1' ? `file:${sprite}` : arg)),
      );
      expect((await readFile(sprite)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
      expect(await probeJson(sprite, '-show_entries', 'stream=width,height')).toMatchObject({
        streams: [{ width: 900, height: 320 }],
      });
      expect(
        await probeJson(previewPath, '-show_entries', 'stream=width,height,duration,codec_type'),
      ).toMatchObject({
        streams: [{ codec_type: 'video', width: 240, height: 428, duration: '3.000000' }],
      });
    });
  });
});
