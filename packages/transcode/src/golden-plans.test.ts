import { readFileSync } from 'node:fs';
import { formatRational, rational, type ProbeWithVideo } from '@weireel/media';
import { expect, test } from 'vitest';
import { analysisArguments } from './analysis-arguments.ts';
import { copyArguments, firstRungArguments, ladderArguments } from './arguments.ts';
import { estimateMemoryBytes } from './estimate-memory.ts';
import { planTranscode } from './plan-transcode.ts';

/** What ffprobe 5.1 said of the real clips that Weireel is built with. */
const real = new Map(
  Object.entries(
    // as: a file of ours, checked by the types of what it was made of.
    JSON.parse(
      readFileSync(new URL('./testing/shared-media-probes.json', import.meta.url), 'utf8'),
    ) as Record<string, ProbeWithVideo>,
  ),
);

type Changes = Partial<Omit<ProbeWithVideo, 'video' | 'audio'>> & {
  video?: Partial<ProbeWithVideo['video']>;
  audio?: Partial<NonNullable<ProbeWithVideo['audio']>> | null;
};

function changed(name: string, { video, audio, ...rest }: Changes): ProbeWithVideo {
  const base = real.get(name);
  if (!base) throw new Error(`there is no ${name}`);
  const sound = audio === null || base.audio === null ? null : { ...base.audio, ...audio };
  return { ...base, ...rest, video: { ...base.video, ...video }, audio: sound };
}

const portrait = 'derived-portrait-1080x1920-30fps-8s-18mbps.mp4';
const iphone = 'iphone-portrait-hlg-dovi-hevc-rot90-vfr.mp4';
const bee = 'bee-720p-h264-aac.mp4';
const at = (num: number, den = 1) => ({
  averageFrameRate: rational(num, den),
  baseFrameRate: rational(num, den),
});

/** What phones, cameras and recorders make besides. */
const variations: Record<string, ProbeWithVideo> = {
  'turned by 90°': changed(bee, { video: { orientation: { turn: 90, isMirrored: false } } }),
  'turned by 180°': changed(bee, { video: { orientation: { turn: 180, isMirrored: false } } }),
  'front camera, mirrored': changed(bee, { video: { orientation: { turn: 270, isMirrored: true } } }),
  'HEVC, standard range': changed(bee, { video: { codec: 'hevc', codecTag: 'hvc1' } }),
  'AV1 in MP4': changed(bee, { video: { codec: 'av1', codecTag: 'av01' } }),
  'ten bits, standard range': changed(bee, { video: { pixelFormat: 'yuv420p10le', bitDepth: 10 } }),
  '4:2:2': changed(bee, { video: { pixelFormat: 'yuv422p' } }),
  'full range': changed(bee, {
    video: {
      pixelFormat: 'yuvj420p',
      colour: { range: 'pc', primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' },
    },
  }),
  'Display P3': changed(iphone, {
    video: {
      hdr: null,
      colour: { range: 'tv', primaries: 'smpte432', transfer: 'bt709', matrix: 'bt709' },
    },
  }),
  'Dolby Vision 5': changed(iphone, { video: { hdr: 'dovi' } }),
  'HLG on its side': changed(iphone, { video: { orientation: { turn: 0, isMirrored: false } } }),
  'interlaced 1080i': changed('pcm-audio-1080p50-h264.mov', { video: { isInterlaced: true, ...at(25) } }),
  'PAL DV with wide pixels': changed('sar-2x1-h264.mp4', {
    video: {
      codec: 'dvvideo',
      codedWidthPx: 720,
      codedHeightPx: 576,
      pixelAspect: rational(16, 15),
      ...at(25),
    },
  }),
  '23.976 fps': changed(bee, { video: at(24_000, 1001) }),
  '59.94 fps': changed(bee, { video: at(60_000, 1001) }),
  '120 fps slow motion': changed(bee, { video: at(120) }),
  '240 fps in HEVC': changed(iphone, { video: at(240) }),
  '8K': changed(iphone, { video: { hdr: null, codedWidthPx: 7680, codedHeightPx: 4320 } }),
  'too many bits to copy': changed(portrait, { bitrateBps: 60_000_000, video: { bitrateBps: 59_000_000 } }),
  'without sound': changed(portrait, { audio: null }),
  mono: changed(portrait, { audio: { channels: 1, channelLayout: 'mono' } }),
  '5.1': changed(portrait, { audio: { channels: 6, channelLayout: '5.1' } }),
  'HE-AAC': changed(portrait, { audio: { profile: 'HE-AAC' } }),
  Opus: changed(portrait, { audio: { codec: 'opus', profile: null } }),
  '96 kHz': changed(portrait, { audio: { sampleRateHz: 96_000 } }),
  'sound begins late': changed(portrait, { audio: { startMs: 700 } }),
  'picture begins late': changed(portrait, { video: { startMs: 500 } }),
  'sound ends seconds early': changed(portrait, { audio: { durationMs: 4000 } }),
  'a third of a second': changed(bee, {
    durationMs: 300,
    video: { durationMs: 300 },
    audio: { durationMs: 300 },
  }),
  'two hours': changed(portrait, {
    durationMs: 7_200_000,
    video: { durationMs: 7_200_000 },
    audio: { durationMs: 7_200_000 },
  }),
  'of unknown length': changed('odd-161x121-vp9.webm', { durationMs: null, video: { durationMs: null } }),
  'smaller than any rung': changed(bee, { video: { codedWidthPx: 64, codedHeightPx: 36 } }),
  'extremely wide': changed(bee, { video: { codedWidthPx: 3840, codedHeightPx: 800 } }),
};

/** One block of text a person can judge. */
function describePlan(name: string, probe: ProbeWithVideo): string {
  const plan = planTranscode(probe);
  const input = { demuxer: 'mov', path: '/in' };
  const pipes = { rungs: plan.ladder.map((_rung, n) => 3 + n), sound: plan.audio === null ? null : 9 };
  const rungs = plan.ladder.map((rung) => `${rung.widthPx}x${rung.heightPx} ≤${rung.maxBitrateBps / 1000}k`);
  const megabytes = Math.round(estimateMemoryBytes(plan, plan.ladder) / 2 ** 20);
  return [
    `## ${name}`,
    `path: ${plan.path} ${plan.reasons.map(({ code }) => code).join(', ')}`.trimEnd(),
    `shown: ${plan.display.widthPx}x${plan.display.heightPx} at ${formatRational(plan.frameRate)}, key frame every ${plan.gopFrames}`,
    `sound of a copy: ${plan.copiedAudio}`,
    `ladder: ${rungs.join(', ')}; ${megabytes} MB`,
    ...(plan.path === 'copy' ? [`copy: ${copyArguments(plan, input, 3).join(' ')}`] : []),
    `first: ${firstRungArguments(plan, input, 3).join(' ')}`,
    `look: ${analysisArguments(plan, input).join(' ')}`,
    `ladder: ${ladderArguments(plan, input, pipes).join(' ')}`,
  ].join('\n');
}

test('the plans and arguments of fifty clips are those that were looked at', async () => {
  const cases = [...real, ...Object.entries(variations)];
  expect(cases.length).toBeGreaterThanOrEqual(50);
  const text = cases.map(([name, probe]) => describePlan(name, probe)).join('\n\n');
  // Changed on purpose? Run with -u, and read the difference.
  await expect(`${text}\n`).toMatchFileSnapshot('./testing/golden-plans.txt');
});
