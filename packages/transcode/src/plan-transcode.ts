import {
  chooseFrameRate,
  displaySize,
  type AudioStream,
  type ProbeWithVideo,
  type Rational,
  type Size,
  toNumber,
  type VideoStream,
} from '@weireel/media';
import { isWideGamut } from './picture-filters.ts';
import { type PlanReason, type ReasonCode, reasonOf } from './reasons.ts';
import { firstRung, ladderRungs, type Rung } from './rungs.ts';
import { hasUnknownPlaces } from './sound-filters.ts';
import { mayChange } from './steady-picture.ts';

/** What a server decides about transcoding. */
export interface TranscodeOptions {
  /** Sources above this are not copied. Default 24 000 000. */
  maxCopyBitrateBps?: number;
  /** Short edge of the highest rung. Default 1080. */
  maxShortEdgePx?: number;
  /** Why copying was tried and refused; the plan is then to encode. Absent: not tried. */
  copyRefused?: ReasonCode;
  /** Whether picture or sound are coded in several ways, one after the other, as the header says. Default false. */
  changesOnTheWay?: boolean;
}

/** How a source becomes playable. A pure function of its probe. */
export interface TranscodePlan {
  /** `copy` when the stream can be packaged as it is, if its key frames turn out to allow it. */
  path: 'copy' | 'encode';
  /** Why it is not copied; empty for `copy`. */
  reasons: PlanReason[];
  /** What else is done that an author should know of, on either path. */
  notes: PlanReason[];
  /** Whether pictures of other sizes may come on the way. */
  canChange: boolean;
  /** The probed picture. */
  video: VideoStream;
  /** The probed sound; null without. */
  audio: AudioStream | null;
  /** Whether `copyArguments` copies the sound, encodes it beside the copied picture, or there is none. */
  copiedAudio: 'copy' | 'encode' | 'none';
  /** End of the picture in milliseconds from where the file begins; null when unknown. */
  pictureEndMs: number | null;
  /** Until when the last picture stays because the sound goes on, in the same milliseconds; null: it need not. */
  heldUntilMs: number | null;
  /** End of all that is shown; null when unknown. */
  endMs: number | null;
  /** Size as it is meant to be seen. */
  display: Size;
  /** Constant rate of all encoded renditions. */
  frameRate: Rational;
  /** Frames from one key frame to the next: as near to 2 s as whole frames come. */
  gopFrames: number;
  /** The rendition that is published while it is being encoded. */
  firstRung: Rung;
  /** The renditions of the final edition, smallest first. */
  ladder: Rung[];
  /** What is done to the loudness of the final edition; null: nothing, or it was not measured. */
  soundGain: SoundGain | null;
}

/** One change of loudness over a whole clip. */
export interface SoundGain {
  /** Decibels that are added. */
  gainDb: number;
  /** Highest true peak before it, in dBFS. */
  truePeakDbfs: number;
}

/** Seconds from one key frame to the next. */
const gopSeconds = 2;

/** Sound may begin this much off the picture before it is encoded with silence filled in. */
const soundStartToleranceMs = 45;
/** Copied sound may end this much before the picture: the packager fills in frames of silence. */
const soundEndToleranceMs = 1000;
/**
 * So much more sound than picture is how encoders end their frames, and may be cut off: an AAC of 16 kHz ends with up
 * to three frames of 64 ms, an MP3 in FLV with its delay and two frames.
 */
const soundTailMs = 200;

/** A copied last picture is held for the sound no longer than this, as segments must not become too long. */
export const longestHoldMs = 1000;

/** Plans how a source becomes playable. */
export function planTranscode(probe: ProbeWithVideo, options: TranscodeOptions = {}): TranscodePlan {
  const { video, audio } = probe;
  const display = displaySize(video);
  const frameRate = chooseFrameRate({ average: video.averageFrameRate, base: video.baseFrameRate });
  const durationMs = video.durationMs ?? probe.durationMs;
  const pictureEndMs = durationMs === null ? null : video.startMs + durationMs;
  const soundEndMs = audio?.durationMs == null ? null : audio.startMs + audio.durationMs;
  const overhangMs = pictureEndMs === null || soundEndMs === null ? 0 : soundEndMs - pictureEndMs;
  const heldUntilMs = overhangMs > soundTailMs ? soundEndMs : null;
  const codes = barriersToCopying(probe, overhangMs, options);
  return {
    path: codes.length === 0 ? 'copy' : 'encode',
    reasons: codes.map(reasonOf),
    notes: notesOf(probe).map(reasonOf),
    canChange: mayChange(probe) || codes.includes('parameter_sets_change'),
    video,
    audio,
    copiedAudio: audio === null ? 'none' : canCopySound(audio, video, pictureEndMs) ? 'copy' : 'encode',
    pictureEndMs,
    heldUntilMs,
    endMs: heldUntilMs ?? pictureEndMs,
    display,
    frameRate,
    gopFrames: Math.max(1, Math.round(gopSeconds * toNumber(frameRate))),
    firstRung: firstRung(display, frameRate),
    ladder: ladderRungs(display, frameRate, options.maxShortEdgePx),
    soundGain: null,
  };
}

function barriersToCopying(
  probe: ProbeWithVideo,
  overhangMs: number,
  options: TranscodeOptions,
): ReasonCode[] {
  const { video } = probe;
  const bitrate = video.bitrateBps ?? probe.bitrateBps ?? 0;
  const rate = video.averageFrameRate ?? video.baseFrameRate;
  const checks: [ReasonCode, boolean][] = [
    ['codec_not_h264', video.codec !== 'h264'],
    ['not_8_bit_420', video.pixelFormat !== 'yuv420p' && video.pixelFormat !== 'yuvj420p'],
    ['hdr', video.hdr !== null],
    ['wide_gamut', video.hdr === null && isWideGamut(video.colour)],
    ['interlaced', video.isInterlaced],
    ['non_square_pixels', video.pixelAspect.num !== video.pixelAspect.den],
    ['mirrored', video.orientation.isMirrored],
    ['bitrate_too_high', bitrate > (options.maxCopyBitrateBps ?? 24_000_000)],
    // A little above 60: phones' clocks are not exact.
    ['frame_rate_too_high', rate !== null && toNumber(rate) > 61],
    ['picture_too_large', video.codedWidthPx * video.codedHeightPx > 4096 * 2304],
    ['sound_goes_on', overhangMs > longestHoldMs],
    ['time_missing', (probe.missingMs ?? 0) > 0],
    ['parameter_sets_change', options.changesOnTheWay === true],
  ];
  const codes = checks.filter(([, applies]) => applies).map(([code]) => code);
  return options.copyRefused === undefined ? codes : [...codes, options.copyRefused];
}

/** What is no reason against a copy, but may make an author wonder. */
function notesOf({ audio, hasUnreadableSound }: ProbeWithVideo): ReasonCode[] {
  if (hasUnreadableSound) return ['sound_unreadable'];
  return audio !== null && hasUnknownPlaces(audio) ? ['sound_places_unknown'] : [];
}

function canCopySound(audio: AudioStream, video: VideoStream, pictureEndMs: number | null): boolean {
  const isPlain = audio.codec === 'aac' && audio.profile === 'LC' && audio.channels <= 2;
  const startsTogether = Math.abs(audio.startMs - video.startMs) <= soundStartToleranceMs;
  const end = audio.durationMs === null ? null : audio.startMs + audio.durationMs;
  const reachesEnd = end === null || pictureEndMs === null || end >= pictureEndMs - soundEndToleranceMs;
  return isPlain && audio.sampleRateHz <= 48_000 && startsTogether && reachesEnd;
}
