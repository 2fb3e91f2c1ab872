import type { AudioStream } from '@weireel/media';

/** More channels than this have no place that FFmpeg could mix from. */
const mostPlaces = 8;

/**
 * Whether the channels do not say where they belong: ambisonics, which are no loudspeakers; many discrete tracks;
 * more than two without a layout.
 */
export function hasUnknownPlaces({ channels, channelLayout }: AudioStream): boolean {
  if (channels <= 2) return channelLayout?.startsWith('ambisonic') === true;
  return channels > mostPlaces || channelLayout === null || /^ambisonic|channels/.test(channelLayout);
}

/**
 * Stereo at 48 kHz without gaps: what all rungs carry. FFmpeg makes filters of sound anew when channels or rate
 * change on the way: nothing here may begin with the file, as that would begin again then. What is missing before
 * the first sound, the packager puts there.
 */
export function stereoFilters(audio: AudioStream): string[] {
  return [
    ...(hasUnknownPlaces(audio) ? [mixOf(audio)] : []),
    'aresample=async=1',
    'aformat=sample_rates=48000:channel_layouts=stereo',
  ];
}

/**
 * A stereo of what there is. Of ambisonics (ACN order, SN3D) the first channel is everything and the second is left
 * minus right, which makes two opposite cardioids. Channels without places go to the left and to the right in turns,
 * the last of an odd number to both.
 */
function mixOf({ channels, channelLayout }: AudioStream): string {
  if (channelLayout?.startsWith('ambisonic') === true) {
    return channels < 2 ? 'pan=stereo|c0=c0|c1=c0' : 'pan=stereo|c0=0.5*c0+0.5*c1|c1=0.5*c0-0.5*c1';
  }
  const all = Array.from({ length: channels }, (_, n) => n);
  const last = channels % 2 === 1 ? [channels - 1] : [];
  const side = (parity: number) => [
    ...all.slice(0, channels - last.length).filter((n) => n % 2 === parity),
    ...last,
  ];
  const sum = (names: readonly number[]) =>
    names.map((n) => `${(1 / names.length).toFixed(4)}*c${n}`).join('+');
  return `pan=stereo|c0=${sum(side(0))}|c1=${sum(side(1))}`;
}

/** Highest sample that a gain may make, so that true peaks stay below −1.5 dBTP after encoding. */
const ceilingDbfs = -2;

/** One gain over the whole sound; where it would lift peaks over the ceiling, they are limited. */
export function gainFilters(gainDb: number, truePeakDbfs: number): string[] {
  const volume = `volume=${gainDb.toFixed(1)}dB`;
  if (truePeakDbfs + gainDb <= ceilingDbfs) return [volume];
  const limit = 10 ** (ceilingDbfs / 20);
  return [volume, `alimiter=limit=${limit.toFixed(3)}:attack=5:release=50:level=disabled`];
}
