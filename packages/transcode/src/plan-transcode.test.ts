import { type ProbeWithVideo, rational } from '@weireel/media';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateMemoryBytes } from './estimate-memory.ts';
import { planTranscode } from './plan-transcode.ts';
import { ladderRungs } from './rungs.ts';

type Changes = {
  video?: Partial<ProbeWithVideo['video']>;
  audio?: Partial<NonNullable<ProbeWithVideo['audio']>> | null;
  missingMs?: number;
  hasUnreadableSound?: boolean;
};

function probe({ video = {}, audio = {}, ...rest }: Changes = {}): ProbeWithVideo {
  return {
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    startMs: 0,
    hasUnreadableSound: false,
    durationMs: 10_000,
    bitrateBps: 8_000_000,
    streamCount: 2,
    isEncrypted: false,
    ...rest,
    video: {
      index: 0,
      codec: 'h264',
      profile: 'High',
      codecTag: 'avc1',
      pixelFormat: 'yuv420p',
      bitDepth: 8,
      codedWidthPx: 1920,
      codedHeightPx: 1080,
      pixelAspect: rational(1),
      orientation: { turn: 0, isMirrored: false },
      averageFrameRate: rational(30),
      baseFrameRate: rational(30),
      isVariableFrameRate: false,
      isInterlaced: false,
      colour: { range: 'tv', primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' },
      hdr: null,
      bitrateBps: 7_800_000,
      frameCount: 300,
      startMs: 0,
      durationMs: 10_000,
      ...video,
    },
    audio:
      audio === null
        ? null
        : {
            index: 1,
            codec: 'aac',
            profile: 'LC',
            channels: 2,
            channelLayout: 'stereo',
            sampleRateHz: 48_000,
            language: null,
            startMs: 0,
            durationMs: 10_000,
            ...audio,
          },
  };
}

describe('planTranscode', () => {
  test('copies standard input', () => {
    expect(planTranscode(probe())).toMatchObject({ path: 'copy', reasons: [], copiedAudio: 'copy' });
    const turned = probe({ video: { orientation: { turn: 90, isMirrored: false } }, audio: null });
    expect(planTranscode(turned)).toMatchObject({
      path: 'copy',
      copiedAudio: 'none',
      display: { widthPx: 1080, heightPx: 1920 },
    });
  });

  test.each([
    ['codec_not_h264', { codec: 'hevc' }],
    ['not_8_bit_420', { pixelFormat: 'yuv422p' }],
    ['hdr', { hdr: 'hlg' }],
    ['wide_gamut', { colour: { range: 'tv', primaries: 'bt2020', transfer: 'bt709', matrix: 'bt2020nc' } }],
    ['interlaced', { isInterlaced: true }],
    ['non_square_pixels', { pixelAspect: rational(4, 3) }],
    ['mirrored', { orientation: { turn: 0, isMirrored: true } }],
    ['bitrate_too_high', { bitrateBps: 24_000_001 }],
    ['frame_rate_too_high', { averageFrameRate: rational(120) }],
    ['picture_too_large', { codedWidthPx: 7680, codedHeightPx: 4320 }],
  ] as const)('encodes for %s and says so in both languages', (code, video) => {
    const plan = planTranscode(probe({ video }));
    expect(plan.path).toBe('encode');
    expect(plan.reasons.map((reason) => reason.code)).toEqual([code]);
    expect(plan.reasons[0]?.zh).toMatch(/\p{Script=Han}/u);
    expect(plan.reasons[0]?.en).toMatch(/^[A-Z]/);
  });

  test('encodes when copying was tried and refused', () => {
    const plan = planTranscode(probe(), { copyRefused: 'long_gop' });
    expect(plan).toMatchObject({ path: 'encode', reasons: [{ code: 'long_gop' }] });
  });

  test.each([
    ['is not AAC', { codec: 'pcm_s16le', profile: null }],
    ['is HE-AAC', { profile: 'HE-AAC' }],
    ['has six channels', { channels: 6 }],
    ['begins late', { startMs: 400, durationMs: 9600 }],
    ['ends early', { durationMs: 8900 }],
  ])('encodes sound beside the copied picture when it %s', (_, audio) => {
    expect(planTranscode(probe({ audio }))).toMatchObject({ path: 'copy', copiedAudio: 'encode' });
  });

  test('holds the last picture for sound that goes on, in a copy only for a moment', () => {
    const outlasting = (durationMs: number) => planTranscode(probe({ audio: { durationMs } }));
    expect(outlasting(10_050)).toMatchObject({ path: 'copy', heldUntilMs: null, endMs: 10_000 });
    expect(outlasting(10_600)).toMatchObject({ path: 'copy', heldUntilMs: 10_600, endMs: 10_600 });
    expect(outlasting(16_000)).toMatchObject({
      ...{ path: 'encode', heldUntilMs: 16_000, endMs: 16_000, pictureEndMs: 10_000 },
      reasons: [{ code: 'sound_goes_on' }],
    });
  });

  test('says that parts are missing, and that there is sound which nobody can read', () => {
    expect(planTranscode(probe({ missingMs: 60_000 }))).toMatchObject({
      path: 'encode',
      reasons: [{ code: 'time_missing' }],
    });
    expect(planTranscode(probe({ audio: null, hasUnreadableSound: true }))).toMatchObject({
      path: 'copy',
      reasons: [],
      notes: [{ code: 'sound_unreadable' }],
    });
  });

  test('sets key frames as near to two seconds as whole frames come', () => {
    const gop = (num: number, den = 1) =>
      planTranscode(
        probe({ video: { averageFrameRate: rational(num, den), baseFrameRate: rational(num, den) } }),
      ).gopFrames;
    expect([gop(30_000, 1001), gop(25), gop(25, 2), gop(60)]).toEqual([60, 50, 25, 120]);
  });
});

describe('ladderRungs', () => {
  const edges = (widthPx: number, heightPx: number) =>
    ladderRungs({ widthPx, heightPx }, rational(30)).map((rung) => `${rung.widthPx}x${rung.heightPx}`);

  test('takes the usual short edges below the source, and the source up to 1080', () => {
    expect(edges(1920, 1080)).toEqual(['640x360', '854x480', '1280x720', '1920x1080']);
    expect(edges(2160, 3840)).toEqual(['360x640', '480x854', '720x1280', '1080x1920']);
    expect(edges(1280, 720)).toEqual(['640x360', '854x480', '1280x720']);
  });

  test('leaves out a rung that is too near to the next', () => {
    expect(edges(768, 432)).toEqual(['640x360', '768x432']);
    expect(edges(710, 400)).toEqual(['710x400']);
    expect(edges(161, 121)).toEqual(['160x120']);
  });

  test('is even, strictly rising and never larger than the source, for any picture', () => {
    const side = fc.integer({ min: 2, max: 8192 });
    fc.assert(
      fc.property(side, side, (widthPx, heightPx) => {
        const rungs = ladderRungs({ widthPx, heightPx }, rational(30));
        expect(rungs.length).toBeGreaterThan(0);
        rungs.forEach((rung, n) => {
          expect([rung.name, rung.widthPx % 2, rung.heightPx % 2]).toEqual([`v${n}`, 0, 0]);
          expect(rung.widthPx).toBeLessThanOrEqual(widthPx + 1);
          expect(rung.heightPx).toBeLessThanOrEqual(heightPx + 1);
          expect(rung.maxBitrateBps).toBeGreaterThanOrEqual(rungs[n - 1]?.maxBitrateBps ?? 0);
        });
      }),
    );
  });
});

test('expects half to one gigabyte for a full ladder', () => {
  const plan = planTranscode(probe());
  const megabytes = estimateMemoryBytes(plan, plan.ladder) / 2 ** 20;
  expect(megabytes).toBeGreaterThan(450);
  expect(megabytes).toBeLessThan(1000);
  expect(estimateMemoryBytes(plan, [plan.firstRung])).toBeLessThan(300 * 2 ** 20);
});
