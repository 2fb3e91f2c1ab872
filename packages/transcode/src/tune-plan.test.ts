import { rational, type ProbeWithVideo } from '@weireel/media';
import { describe, expect, test } from 'vitest';
import { readAnalysis, type Analysis } from './analysis.ts';
import { planTranscode } from './plan-transcode.ts';
import { tunePlan } from './tune-plan.ts';

const probe: ProbeWithVideo = {
  container: 'mov',
  startMs: 0,
  hasUnreadableSound: false,
  durationMs: 10_000,
  bitrateBps: 8_000_000,
  streamCount: 1,
  isEncrypted: false,
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
    bitrateBps: 8_000_000,
    frameCount: 300,
    startMs: 0,
    durationMs: 10_000,
  },
  audio: null,
};

const plan = planTranscode(probe);
const unknown: Analysis = { ssimDb: null, bitrateBps: null, roundTripDb: null, loudness: null };
const edges = (analysis: Partial<Analysis>) =>
  tunePlan(plan, { ...unknown, ...analysis }).ladder.map(({ heightPx }) => heightPx);

describe('tunePlan', () => {
  test('chooses one CRF for all sizes by the bits that the largest is expected to need', () => {
    const crfs = (analysis: Partial<Analysis>) =>
      tunePlan(plan, { ...unknown, ...analysis }).ladder.map(({ crf }) => crf);
    // 1920 × 1080 from 854 × 480 needs 3.4 times the bits.
    expect(crfs({ ssimDb: 15, bitrateBps: 460_000 })).toEqual([24, 24, 24, 24]);
    // Without its own size, which shows no more, it needs fewer.
    expect(crfs({ ssimDb: 15, bitrateBps: 460_000, roundTripDb: 52 })).toEqual([22, 22, 22]);
  });

  test('leaves the plan as it was when nothing could be measured', () => {
    expect(tunePlan(plan, unknown)).toEqual(plan);
  });

  test('leaves out the source’s own size when it shows no more than the next smaller one', () => {
    expect(edges({ roundTripDb: 49 })).toEqual([360, 480, 720, 1080]);
    expect(edges({ roundTripDb: 52 })).toEqual([360, 480, 720]);
  });

  test('leaves out small sizes when the next one is easy to carry as well', () => {
    expect(edges({ bitrateBps: 1_000_000, ssimDb: 14.8 })).toEqual([360, 480, 720, 1080]);
    expect(edges({ bitrateBps: 250_000, ssimDb: 14.8 })).toEqual([480, 720, 1080]);
    expect(edges({ bitrateBps: 70_000, ssimDb: 25 })).toEqual([1080]);
  });

  test('names the rungs anew from the smallest', () => {
    const { ladder } = tunePlan(plan, { ...unknown, bitrateBps: 250_000, roundTripDb: 60 });
    expect(ladder.map(({ name, heightPx }) => [name, heightPx])).toEqual([
      ['v0', 480],
      ['v1', 720],
    ]);
  });

  test.each([
    [-13.8, -4.1, { gainDb: -2.2, truePeakDbfs: -4.1 }],
    [-36.8, -11.6, { gainDb: 20.8, truePeakDbfs: -11.6 }],
    [-60, -40, { gainDb: 30, truePeakDbfs: -40 }],
    [-16.2, -3, null],
  ])('brings %d LUFS to −16 by one gain, within reason', (integratedLufs, truePeakDbfs, expected) => {
    const found = { ...unknown, loudness: { integratedLufs, truePeakDbfs } };
    expect(tunePlan(plan, found).soundGain).toEqual(expected);
    // How loud a film is that is made here, its maker says.
    expect(tunePlan(plan, found, { isMixed: true }).soundGain).toBeNull();
  });
});

describe('readAnalysis', () => {
  const lines = [
    '    title           :     I:         -99.0 LUFS',
    '[libx264 @ 0x1] frame I:3     Avg QP:20.90  size: 26712',
    '[libx264 @ 0x1] SSIM Mean Y:0.9672735 (14.851db)',
    '[libx264 @ 0x1] PSNR Mean Y:39.138 U:47.897 V:48.008 Avg:40.612 Global:40.247 kb/s:1095.86',
    '[Parsed_psnr_12 @ 0x2] PSNR y:44.389266 u:50.1 v:50.2 average:45.9 min:41.0 max:48.1',
    '[Parsed_ebur128_16 @ 0x3] Summary:',
    '    I:         -13.8 LUFS',
    '    Peak:       -4.1 dBFS',
  ];

  test('finds the figures that FFmpeg prints at the end', () => {
    expect(readAnalysis(lines)).toEqual({
      ssimDb: 14.851,
      bitrateBps: 1_095_860,
      roundTripDb: 44.389266,
      loudness: { integratedLufs: -13.8, truePeakDbfs: -4.1 },
    });
  });

  test('takes silence, infinities and missing lines for unknown', () => {
    expect(readAnalysis([])).toEqual(unknown);
    expect(
      readAnalysis([
        '    I:         -70.0 LUFS',
        '    Peak:       -inf dBFS',
        '[Parsed_psnr_1 @ 0] PSNR y:inf',
      ]),
    ).toEqual(unknown);
  });
});
