import type { Playback } from '@weireel/contract';

// RFC 6381 names of the sound codecs that may stand in a rendition.
const soundCodec = /(^|,)\s*(mp4a|ac-3|ec-3|opus|flac|alac)\b/i;

/** Whether a video has sound to turn on. What names no renditions (yet) is believed to have some. */
export function hasSound(playback: Pick<Playback, 'renditions'> | null): boolean {
  const renditions = playback?.renditions ?? [];
  return renditions.length === 0 || renditions.some(({ codec }) => soundCodec.test(codec));
}
