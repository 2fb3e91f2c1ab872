import type { PackagerOptions } from '@weireel/hls';
import { longestHoldMs, type TranscodePlan } from '@weireel/transcode';

/** What a stream must keep to be copied. */
export const copyLimits = {
  maxGopMs: 4000,
  maxAudioLeadMs: 100,
  maxAudioStartMs: 50,
  maxAudioGapMs: 100,
  isSteady: true,
};

/** How copied streams are packaged. */
export function copyPackaging({ heldUntilMs }: TranscodePlan): Omit<PackagerOptions, 'targetSegmentMs'> {
  const hold = heldUntilMs === null ? {} : { longestHoldMs: longestHoldMs + lengthToleranceMs };
  return { fillsSound: true, limits: copyLimits, ...hold };
}

/** Wished length of the segments of what plays while it is being made. */
export const firstSegmentMs = 2000;

/** Containers are not exact about the length of their last frames. */
export const lengthToleranceMs = 150;

const briefMs = 10_000;

/** Whether a clip is copied or encoded in a second or two, so that nothing need be gained while that goes on. */
export function isBrief({ endMs }: TranscodePlan): boolean {
  return endMs !== null && endMs <= briefMs;
}
