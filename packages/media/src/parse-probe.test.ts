import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { probeJson, runTool, withFolder } from '../../../test/run-tool.ts';
import { checkAdmissible, defaultMediaLimits } from './check-admissible.ts';
import { displaySize } from './display-size.ts';
import { parseProbe, probeSections } from './parse-probe.ts';
import type { ProbeResult } from './probe-result.ts';

const video = {
  index: 0,
  codec_type: 'video',
  codec_name: 'hevc',
  profile: 'Main 10',
  codec_tag_string: 'hvc1',
  width: 1920,
  height: 1080,
  pix_fmt: 'yuv420p10le',
  avg_frame_rate: '51600/1841',
  r_frame_rate: '30000/1001',
  color_transfer: 'arib-std-b67',
};
const format = { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', duration: '2.548333' };
const probe = (...streams: object[]) => parseProbe({ format, streams });

function refusal(result: ProbeResult, limits = defaultMediaLimits): string {
  try {
    checkAdmissible(result, limits);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return 'admitted';
}

describe('parseProbe', () => {
  test('reads what a generated clip holds', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'clip.mp4');
      const inputs = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=30000/1001:d=0.5'];
      const sound = ['-f', 'lavfi', '-i', 'sine=d=0.5', '-ac', '2', '-metadata:s:a:0', 'language=chi'];
      await runTool('ffmpeg', [...inputs, ...sound, '-pix_fmt', 'yuv420p', '-vf', 'setsar=4/3', path]);
      const result = parseProbe(await probeJson(path, ...probeSections));
      expect(result).toMatchObject({
        streamCount: 2,
        isEncrypted: false,
        video: {
          codec: 'h264',
          pixelFormat: 'yuv420p',
          bitDepth: 8,
          averageFrameRate: { num: 30_000, den: 1001 },
          isVariableFrameRate: false,
          isInterlaced: false,
          frameCount: 15,
          hdr: null,
        },
        audio: { codec: 'aac', profile: 'LC', channels: 2, sampleRateHz: 44_100, language: 'chi' },
      });
      expect(result.video && displaySize(result.video)).toEqual({ widthPx: 427, heightPx: 180 });
    });
  });

  test('recognises an encrypted clip', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'clip.mp4');
      const key = ['-encryption_key', '0'.repeat(32), '-encryption_kid', '0'.repeat(32)];
      const input = ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:d=0.5', '-pix_fmt', 'yuv420p'];
      await runTool('ffmpeg', [...input, '-encryption_scheme', 'cenc-aes-ctr', ...key, path]);
      const { stdout } = await runTool('ffprobe', ['-v', 'quiet', ...probeSections, '-of', 'json', path]);
      const result = parseProbe(JSON.parse(new TextDecoder().decode(stdout)));
      expect(refusal(result)).toBe('media_encrypted');
    });
  });

  test('tells HLG, PQ and Dolby Vision without a base layer from standard range', () => {
    const dovi = { side_data_type: 'DOVI configuration record', dv_bl_signal_compatibility_id: 0 };
    expect(probe(video).video?.hdr).toBe('hlg');
    expect(probe({ ...video, color_transfer: 'smpte2084' }).video?.hdr).toBe('pq');
    expect(probe({ ...video, color_transfer: 'bt709' }).video?.hdr).toBeNull();
    expect(probe({ ...video, color_transfer: 'unknown', side_data_list: [dovi] }).video?.hdr).toBe('dovi');
  });

  test('passes cover art over', () => {
    const cover = { ...video, codec_name: 'mjpeg', disposition: { attached_pic: 1 } };
    expect(probe(cover).video).toBeNull();
    expect(probe(cover, { ...video, index: 1 }).video?.index).toBe(1);
  });

  test('refuses JSON without streams as damaged', () => {
    for (const json of [null, {}, { format }, { format, streams: [] }]) {
      expect(() => parseProbe(json)).toThrow(expect.objectContaining({ code: 'media_damaged' }));
    }
  });
});

describe('checkAdmissible', () => {
  test('names the rule that a file breaks', () => {
    const fine = probe(video);
    expect(refusal(fine)).toBe('admitted');
    expect(refusal(fine, { ...defaultMediaLimits, maxDurationMs: 2000 })).toBe('media_too_long');
    expect(refusal(fine, { ...defaultMediaLimits, maxPixels: 1e6 })).toBe('media_too_many_pixels');
    expect(refusal(fine, { ...defaultMediaLimits, maxStreams: 0 })).toBe('media_too_many_streams');
    expect(refusal(probe({ ...video, pix_fmt: undefined }))).toBe('media_damaged');
    expect(refusal(probe({ ...video, codec_tag_string: 'encv' }))).toBe('media_encrypted');
    expect(refusal(probe({ codec_type: 'audio', codec_name: 'mp3', channels: 2 }))).toBe('media_no_video');
  });
});
