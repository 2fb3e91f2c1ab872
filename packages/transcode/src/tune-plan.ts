import { type Analysis, type Loudness, trialCrf } from './analysis.ts';
import { chooseCrf } from './choose-crf.ts';
import type { SoundGain, TranscodePlan } from './plan-transcode.ts';
import type { Rung } from './rungs.ts';

/** Above this the source shows nothing at its own size that the next smaller one lacks (enlarged clips: 52). */
const sameRoundTripDb = 50;
/** Networks that cannot carry this are not worth a smaller picture. */
const easyBitrateBps = 400_000;
/** Bits halve with about six steps of CRF. */
const crfPerHalf = 6;

/** Loudness of everything, in LUFS. */
const wantedLufs = -16;
/** Quieter sound than this allows is noise, and stays quiet. */
const highestGainDb = 30;
/** A difference that nobody hears. */
const inaudibleDb = 0.3;

/**
 * Fits CRF, rungs and loudness to what a look at the clip found. What was not found stays as planned.
 *
 * @param options.isMixed whether somebody chose how loud the clip is, as of a film that was made here: it stays so; default false
 */
export function tunePlan(
  plan: TranscodePlan,
  analysis: Analysis,
  { isMixed = false }: { isMixed?: boolean } = {},
): TranscodePlan {
  const rungs = withoutEmptySize(plan.ladder, analysis);
  const top = rungs.at(-1);
  const expectedBps = (rung: Rung | undefined, crf: number) => rung && bitrateAt(crf, rung, plan, analysis);
  const crf = chooseCrf(analysis, expectedBps(top, trialCrf) ?? null);
  // The smallest goes while the next one is easy to carry as well.
  while ((expectedBps(rungs[1], crf) ?? Infinity) <= easyBitrateBps) rungs.shift();
  const ladder = rungs.map((rung, n) => ({ ...rung, name: `v${n}`, crf }));
  return { ...plan, ladder, soundGain: isMixed ? null : analysis.loudness && gainFor(analysis.loudness) };
}

/** The rungs less the top one if it would only be larger, not show more. */
function withoutEmptySize(ladder: readonly Rung[], { roundTripDb }: Analysis): Rung[] {
  const isEmpty = ladder.length > 1 && roundTripDb !== null && roundTripDb >= sameRoundTripDb;
  return isEmpty ? ladder.slice(0, -1) : [...ladder];
}

/** What a rung is expected to need, in bits per second; null when nothing was measured. */
function bitrateAt(crf: number, rung: Rung, { firstRung }: TranscodePlan, { bitrateBps }: Analysis) {
  if (bitrateBps === null) return null;
  const sizes = (rung.widthPx * rung.heightPx) / (firstRung.widthPx * firstRung.heightPx);
  return bitrateBps * sizes ** 0.75 * 2 ** ((trialCrf - crf) / crfPerHalf);
}

function gainFor({ integratedLufs, truePeakDbfs }: Loudness): SoundGain | null {
  const gainDb = Math.round(Math.min(highestGainDb, wantedLufs - integratedLufs) * 10) / 10;
  return Math.abs(gainDb) < inaudibleDb ? null : { gainDb, truePeakDbfs };
}
