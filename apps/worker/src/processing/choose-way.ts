import { interleavingMs, longestKeyGapMs, segmentLengthsMs, type MovieTrack } from '@weireel/hls';
import type { ProbeWithVideo } from '@weireel/media';
import { planTranscode, type TranscodePlan } from '@weireel/transcode';
import { copyLimits, firstSegmentMs } from './copy-limits.ts';

/** How a file is made playable while it is read. */
export interface EarlyWay {
  /** The plan, whose path is followed. */
  plan: TranscodePlan;
  /** Longest segment that the playlist promises, in seconds. */
  targetSeconds: number;
}

/** Sound that lies further from its picture than this in the file would come too late for its segment. */
const furthestApartMs = 3000;
/** The packager cuts a little before the wished length, and joins shorter ends to what is before them. */
const cutAfterMs = firstSegmentMs * 0.9;
const shortestMs = 500;
/** Encoded groups of pictures are as long as the segments. */
const encodedSeconds = 4;
/** Groups of pictures whose lengths nobody knows yet: as long as they may be, after the shortest time to a cut. */
const unknownSeconds = Math.round((cutAfterMs + copyLimits.maxGopMs) / 1000);

/** Edits that put parts together are only kept by decoding them. */
function isEdited({ editCount }: MovieTrack): boolean {
  return editCount > 1;
}

/**
 * Decides how a file is made playable before all of it was read. A copy begins only when the sample tables, where there are any, say
 * that it will go well to the end: what plays once must not stop playing. Null: not before all of it is there.
 */
export function chooseWay(probe: ProbeWithVideo, tracks: MovieTrack[] | null): EarlyWay | null {
  const plan = planTranscode(probe);
  if (tracks === null) {
    return { plan, targetSeconds: plan.path === 'copy' ? unknownSeconds : encodedSeconds };
  }
  const picture = tracks[plan.video.index];
  const sound = plan.audio === null ? null : tracks[plan.audio.index];
  if (picture?.kind !== 'video' || picture.chunks.length === 0 || sound === undefined) return null;
  if (sound !== null && interleavingMs(picture, sound) > furthestApartMs) return null;
  // A copy would take what the first description says for all.
  const changesOnTheWay = Math.max(picture.descriptionCount, sound?.descriptionCount ?? 1) > 1;
  if (changesOnTheWay) {
    return { plan: planTranscode(probe, { changesOnTheWay }), targetSeconds: encodedSeconds };
  }
  if (plan.path === 'encode') return { plan, targetSeconds: encodedSeconds };
  if (longestKeyGapMs(picture) > copyLimits.maxGopMs) {
    return { plan: planTranscode(probe, { copyRefused: 'long_gop' }), targetSeconds: encodedSeconds };
  }
  if (isEdited(picture) || (sound !== null && isEdited(sound))) {
    return { plan: planTranscode(probe, { copyRefused: 'edited' }), targetSeconds: encodedSeconds };
  }
  const holdMs = plan.heldUntilMs === null ? 0 : plan.heldUntilMs - (plan.pictureEndMs ?? 0);
  const whole = { ...picture, endMs: picture.endMs + Math.max(0, holdMs) };
  const lengths = segmentLengthsMs(whole, { cutAfterMs, shortestMs });
  const longestMs = Math.max(firstSegmentMs, ...lengths);
  return { plan, targetSeconds: Math.round(longestMs / 1000) };
}
