import type { Note } from './findings.ts';
import type { Rendition } from './read-rendition.ts';
import { allMeasured, frameRates, frameSeconds, listedSeconds, realSeconds } from './rendition-times.ts';

/** Sum of EXTINF and rounding: six decimals each. */
const roundingSeconds = 0.001;
const soundEndTolerance = 0.05;
/** 60, and what is left of a measurement over a short clip. */
const highestFrameRate = 60.5;

/** Checks a media playlist as a whole against its segments. */
export function checkRendition(rendition: Rendition, note: Note): void {
  const real = realSeconds(rendition);
  const listed = listedSeconds(rendition);
  if (real !== null && Math.abs(real - listed) > frameSeconds(rendition) + roundingSeconds) {
    note('HLS-409', rendition.uri, `${listed.toFixed(6)} s listed, really ${real.toFixed(6)} s`);
  }
  const apart = allMeasured(rendition)?.at(-1)?.soundEndDifference ?? null;
  if (apart !== null && Math.abs(apart) > soundEndTolerance) {
    note('HLS-413', rendition.uri, `the sound ends ${Math.round(apart * 1000)} ms after the picture`);
  }
  const rates = frameRates(rendition);
  if (rates !== null && rates.average > highestFrameRate) {
    note('HLS-310', rendition.uri, `${rates.average.toFixed(3)} pictures per second`);
  }
}
