/** How loud a mix becomes. */
export interface MixGain {
  /** Decibels that everything is lifted by. */
  gainDb: number;
  /** Highest true peak, in dBTP. */
  truePeakDb: number;
}

/** Quieter sound than this allows is noise, and stays quiet. */
const highestGainDb = 30;
/** A difference that nobody hears. */
const inaudibleDb = 0.2;
/** True peaks lie between samples, and encoding moves them: samples stay so far below. */
const betweenSamplesDb = 0.8;

/** Filters that make a mix as loud as is wanted; where that would lift peaks too high, they are limited. */
export function gainFilters({ gainDb, truePeakDb }: MixGain): string[] {
  // The limiter looks ahead, and would let everything through later by as much.
  const limit = amplitudeOf(truePeakDb - betweenSamplesDb).toFixed(4);
  return [
    `volume=${gainDb.toFixed(2)}dB`,
    `alimiter=limit=${limit}:attack=5:release=50:level=disabled:latency=1`,
  ];
}

/**
 * Whether the limiter takes away anything of a mix; where it does not, the mix is louder by the very gain.
 *
 * @param highest the mix's highest sample, without its sign
 */
export function isLimited({ gainDb, truePeakDb }: MixGain, highest: number): boolean {
  return highest * amplitudeOf(gainDb) > 0.999 * amplitudeOf(truePeakDb - betweenSamplesDb);
}

function amplitudeOf(decibels: number): number {
  return 10 ** (decibels / 20);
}

/**
 * The gain after a measurement with another one: the limiter takes away what only a measurement tells.
 *
 * @param measuredLufs integrated loudness; null: nothing is heard
 * @returns null when it is as loud as is wanted, or silent
 */
export function correctedGain(
  { gainDb, truePeakDb }: MixGain,
  wantedLufs: number,
  measuredLufs: number | null,
): MixGain | null {
  if (measuredLufs === null) return null;
  const missing = wantedLufs - measuredLufs;
  const next = Math.min(highestGainDb, Math.round((gainDb + missing) * 100) / 100);
  return Math.abs(missing) < inaudibleDb || next === gainDb ? null : { gainDb: next, truePeakDb };
}
