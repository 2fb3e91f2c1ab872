/** The loudest that a clip is made, as percent of what its source has. */
export const mostPercent = 200;
/** Quieter than this is silence, in decibels, as documents say it. */
const silenceDb = -96;

/** Decibels of a loudness in percent of the source’s, to a tenth. */
export function decibelsOf(percent: number): number {
  if (percent <= 0) return silenceDb;
  return Math.max(silenceDb, Math.round(200 * Math.log10(percent / 100)) / 10);
}

/** Percent of the source’s loudness of so many decibels. */
export function percentOf(decibels: number): number {
  return decibels <= silenceDb ? 0 : Math.round(100 * 10 ** (decibels / 20));
}
