/** Stereo at 48 kHz without gaps from the start of the file on: what all rungs carry. */
export const stereoFilters = [
  'aresample=async=1:first_pts=0',
  'aformat=sample_rates=48000:channel_layouts=stereo',
];

/** Highest sample that a gain may make, so that true peaks stay below −1.5 dBTP after encoding. */
const ceilingDbfs = -2;

/** One gain over the whole sound; where it would lift peaks over the ceiling, they are limited. */
export function gainFilters(gainDb: number, truePeakDbfs: number): string[] {
  const volume = `volume=${gainDb.toFixed(1)}dB`;
  if (truePeakDbfs + gainDb <= ceilingDbfs) return [volume];
  const limit = 10 ** (ceilingDbfs / 20);
  return [volume, `alimiter=limit=${limit.toFixed(3)}:attack=5:release=50:level=disabled`];
}
