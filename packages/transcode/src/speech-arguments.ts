import { inputArguments, type MediaInput } from './arguments.ts';
import type { TranscodePlan } from './plan-transcode.ts';
import { stereoFilters } from './sound-filters.ts';

/** Samples a second of what is listened to for speech; engines are trained on 16 kHz. */
export const speechRateHz = 16_000;

/** Writes a clip's sound to a pipe as whole numbers of 16 bits, in one channel, from where it begins. */
export function speechArguments(
  input: MediaInput,
  audio: NonNullable<TranscodePlan['audio']>,
  pipe: number,
): string[] {
  const mono = `aformat=sample_rates=${speechRateHz}:channel_layouts=mono`;
  return [
    ...[...inputArguments(input), '-map', `0:${audio.index}`, '-vn', '-sn', '-dn'],
    ...['-af', [...stereoFilters(audio), mono].join(','), '-c:a', 'pcm_s16le', '-f', 's16le', `pipe:${pipe}`],
  ];
}
