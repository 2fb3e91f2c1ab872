import type { AudioStream } from '@weireel/media';
import { expect, test } from 'vitest';
import { speechArguments } from './speech-arguments.ts';

test('sound is decoded to whole numbers in one channel at 16 kHz, without gaps', () => {
  const audio: AudioStream = {
    ...{ index: 1, codec: 'aac', profile: 'LC', channels: 2, channelLayout: 'stereo' },
    ...{ sampleRateHz: 48_000, language: null, startMs: 0, durationMs: 2000 },
  };
  const args = speechArguments({ demuxer: 'mov', path: 'input' }, audio, 3);
  expect(args.slice(args.indexOf('-map'))).toEqual([
    ...['-map', '0:1', '-vn', '-sn', '-dn', '-af'],
    'aresample=async=1,aformat=sample_rates=48000:channel_layouts=stereo,aformat=sample_rates=16000:channel_layouts=mono',
    ...['-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:3'],
  ]);
});
