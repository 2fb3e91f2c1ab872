import { type Analysis, trialCrf } from './analysis.ts';

/** What the largest rendition of a usual clip needs at `trialCrf`. */
const usualBitrateBps = 1_000_000;
/** How like its source a usual clip comes out at `trialCrf`: SSIM in decibels. */
const usualSsimDb = 16;

/**
 * Bits halve with about six steps of CRF, and a step costs about as many decibels for every clip. So a decibel is
 * dearer the more bits a clip needs, and all clips together would take the fewest bits for their average likeness if
 * each twofold were answered with six steps. Three go half of the way.
 */
const crfPerDoubling = 3;
/**
 * A step costs half a decibel, so that two for each would make every clip equally like its source. One goes half of
 * the way: what comes out worst gets more bits, but not at any price.
 */
const crfPerDb = 1;

const lowestCrf = 22;
const highestCrf = 26;

/**
 * The CRF of a clip's renditions: a higher one the more bits it needs, a lower one the worse it comes out (decision
 * 25). What is null counts as usual; in halves, from 22 to 26.
 *
 * @param bitrateBps what the largest rendition is expected to need at `trialCrf`
 */
export function chooseCrf({ ssimDb }: Pick<Analysis, 'ssimDb'>, bitrateBps: number | null): number {
  const doublings = Math.log2((bitrateBps ?? usualBitrateBps) / usualBitrateBps);
  const decibels = (ssimDb ?? usualSsimDb) - usualSsimDb;
  const crf = trialCrf + crfPerDoubling * doublings + crfPerDb * decibels;
  return Math.min(highestCrf, Math.max(lowestCrf, Math.round(crf * 2) / 2));
}
