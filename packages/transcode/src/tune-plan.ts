import { type Analysis, type Loudness, probeCrf } from './analysis.ts';
import type { SoundGain, TranscodePlan } from './plan-transcode.ts';
import type { Rung } from './rungs.ts';

/**
 * SSIM in decibels that every clip is to have. At CRF 23 natural clips lie between 14.8 (sensor noise) and 17
 * (smooth motion), screen recordings above 20.
 */
const wantedSsimDb = 14.8;
/** What one step of CRF costs, in decibels of SSIM (measured: 0.43 to 0.67 on phone clips). */
const ssimDbPerCrf = 0.5;
const lowestCrf = 22;
const highestCrf = 30;

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

/** Fits CRF, rungs and loudness to what a look at the clip found. What was not found stays as planned. */
export function tunePlan(plan: TranscodePlan, analysis: Analysis): TranscodePlan {
  const { ssimDb } = analysis;
  const crf = ssimDb === null ? probeCrf : clamp(probeCrf + (ssimDb - wantedSsimDb) / ssimDbPerCrf);
  const ladder = worthwhile(plan, analysis, crf).map((rung, n) => ({ ...rung, name: `v${n}`, crf }));
  return { ...plan, ladder, soundGain: analysis.loudness && gainFor(analysis.loudness) };
}

function worthwhile(plan: TranscodePlan, { bitrateBps, roundTripDb }: Analysis, crf: number): Rung[] {
  const rungs = [...plan.ladder];
  if (rungs.length > 1 && roundTripDb !== null && roundTripDb >= sameRoundTripDb) rungs.pop();
  if (bitrateBps === null) return rungs;
  const probed = plan.firstRung.widthPx * plan.firstRung.heightPx;
  const expectedBps = ({ widthPx, heightPx }: Rung) =>
    bitrateBps * ((widthPx * heightPx) / probed) ** 0.75 * 2 ** ((probeCrf - crf) / crfPerHalf);
  // The smallest goes while the next one is easy to carry as well.
  for (let next = rungs[1]; next !== undefined && expectedBps(next) <= easyBitrateBps; next = rungs[1]) {
    rungs.shift();
  }
  return rungs;
}

function gainFor({ integratedLufs, truePeakDbfs }: Loudness): SoundGain | null {
  const gainDb = Math.round(Math.min(highestGainDb, wantedLufs - integratedLufs) * 10) / 10;
  return Math.abs(gainDb) < inaudibleDb ? null : { gainDb, truePeakDbfs };
}

/** Whole steps and halves, within bounds that every screen forgives. */
function clamp(crf: number): number {
  return Math.min(highestCrf, Math.max(lowestCrf, Math.round(crf * 2) / 2));
}
