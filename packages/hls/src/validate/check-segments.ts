import { concatBytes } from '../mp4/bytes.ts';
import { FragmentReader, type Mp4Event } from '../mp4/fragment-reader.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import type { Sample, Track } from '../mp4/track.ts';
import { inspectPicture } from '../packager/inspect-picture.ts';

/**
 * Rule of Apple's authoring specification or of ours that a segment breaks.
 *
 * - `unreadable`: a file is not the fragmented MP4 it should be.
 * - `starts_without_idr`: the first picture of a segment is no IDR.
 * - `decode_time_gap`: `tfdt` does not go on where the last segment ended, or does not begin at zero.
 * - `shown_before_start`: a picture is shown before its segment begins.
 * - `shown_after_end`: a picture lasts beyond the end of its segment.
 * - `length_differs`: the pictures' length is not what EXTINF says.
 * - `sound_apart`: the first sound is more than one frame away from the first picture.
 * - `sound_gap`: the sound does not go on where the last segment ended.
 * - `runt`: a segment is shorter than half a second though the clip is not.
 */
export type FindingRule =
  | 'unreadable'
  | 'starts_without_idr'
  | 'decode_time_gap'
  | 'shown_before_start'
  | 'shown_after_end'
  | 'length_differs'
  | 'sound_apart'
  | 'sound_gap'
  | 'runt';

/** One broken rule. */
export interface Finding {
  /** Which rule. */
  rule: FindingRule;
  /** Segment, counted from 0; −1 for the initialization segment. */
  segment: number;
  /** What was found. */
  message: string;
}

/** A segment with what its playlist says. */
export interface CheckedSegment {
  /** Bytes of the file. */
  bytes: Uint8Array;
  /** EXTINF. */
  durationSeconds: number;
}

/** Segments shorter than this are runts, unless the clip is. */
const shortestSegmentSeconds = 0.5;

/** Checks segments against their initialization segment, each by itself and one after the other. */
export function checkSegments(init: Uint8Array, segments: readonly CheckedSegment[]): Finding[] {
  const findings: Finding[] = [];
  const expected: Expected = { picture: 0, sound: null };
  segments.forEach((segment, index) => {
    const note = (rule: FindingRule, message: string) => findings.push({ rule, segment: index, message });
    if (segments.length > 1 && segment.durationSeconds < shortestSegmentSeconds) {
      note('runt', `It lasts ${segment.durationSeconds} s`);
    }
    try {
      checkSegment(read(init, segment.bytes), segment, expected, note);
    } catch (error) {
      if (!(error instanceof Mp4FormatError)) throw error;
      note('unreadable', error.message);
    }
  });
  return findings;
}

interface Expected {
  /** Next decode time of the picture. */
  picture: number;
  /** Next decode time of the sound; null before the first. */
  sound: number | null;
}

interface Content {
  video: Track;
  audio: Track | undefined;
  pictures: Sample[];
  sound: Sample[];
}

function read(init: Uint8Array, segment: Uint8Array): Content {
  const reader = new FragmentReader();
  const events: Mp4Event[] = reader.push(concatBytes([init, segment]));
  reader.finish();
  const tracks = events.flatMap((event) => (event.kind === 'header' ? event.tracks : []));
  const video = tracks.find(({ kind }) => kind === 'video');
  if (video === undefined) throw new Mp4FormatError('There is no video track');
  const audio = tracks.find(({ kind }) => kind === 'audio');
  const samplesOf = (track: Track | undefined) =>
    events.flatMap((event) =>
      event.kind === 'fragment' && track !== undefined ? (event.samples.get(track.id) ?? []) : [],
    );
  return { video, audio, pictures: samplesOf(video), sound: samplesOf(audio) };
}

function checkSegment(
  { video, audio, pictures, sound }: Content,
  segment: CheckedSegment,
  expected: Expected,
  note: (rule: FindingRule, message: string) => void,
): void {
  const first = pictures[0];
  if (first === undefined) throw new Mp4FormatError('There are no pictures');
  if (video.avc === null || !inspectPicture(first.data, video.avc).isIdr) {
    note('starts_without_idr', 'The first picture is no IDR');
  }
  const start = first.decodeTime;
  if (start !== expected.picture) note('decode_time_gap', `It begins at ${start}, not ${expected.picture}`);
  if (pictures.some(({ presentationTime }) => presentationTime < start)) {
    note('shown_before_start', 'A picture is shown before the segment begins');
  }
  const ticks = pictures.reduce((sum, { duration }) => sum + duration, 0);
  if (pictures.some(({ presentationTime, duration }) => presentationTime + duration > start + ticks)) {
    note('shown_after_end', 'A picture lasts beyond the end of the segment');
  }
  if (Math.abs(ticks / video.timescale - segment.durationSeconds) > 0.000_01) {
    note('length_differs', `The pictures last ${ticks / video.timescale} s`);
  }
  expected.picture = start + ticks;
  const firstSound = sound[0];
  const lastSound = sound.at(-1);
  if (audio === undefined || firstSound === undefined || lastSound === undefined) return;
  if (expected.sound === null) {
    const apart = Math.abs(firstSound.decodeTime / audio.timescale - start / video.timescale);
    const frame = Math.max(first.duration / video.timescale, firstSound.duration / audio.timescale);
    if (apart > frame) note('sound_apart', `The sound begins ${apart} s away from the picture`);
  } else if (firstSound.decodeTime !== expected.sound) {
    note('sound_gap', `The sound begins at ${firstSound.decodeTime}, not ${expected.sound}`);
  }
  expected.sound = lastSound.decodeTime + lastSound.duration;
}
