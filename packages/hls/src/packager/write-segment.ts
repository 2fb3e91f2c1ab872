import { writeMovieFragment, type WrittenSample, type WrittenTrack } from '../mp4/movie-fragment.ts';
import type { PictureRun } from './picture-queue.ts';
import type { SoundFrame } from './sound-queue.ts';
import { StreamUnfitError } from './stream-unfit-error.ts';

/** The two tracks' ids; `audio` null without sound. */
export interface TrackIds {
  /** Video track. */
  video: number;
  /** Audio track. */
  audio: number | null;
}

/** Bytes of one media segment: a `moof` and a `mdat`. `keyFrameEnd`: where its first picture ends. */
export function writeSegment(
  index: number,
  ids: TrackIds,
  run: PictureRun,
  sound: readonly SoundFrame[],
): { bytes: Uint8Array; keyFrameEnd: number } {
  const tracks: WrittenTrack[] = [
    { trackId: ids.video, baseDecodeTime: run.start, samples: timePictures(run) },
  ];
  const first = sound[0];
  if (ids.audio !== null && first !== undefined) {
    const samples = sound.map(({ duration, data }) => ({
      duration,
      compositionOffset: 0,
      isSync: true,
      data,
    }));
    tracks.push({ trackId: ids.audio, baseDecodeTime: first.time, samples });
  }
  const { bytes, firstSampleEnd } = writeMovieFragment(index + 1, tracks);
  return { bytes, keyFrameEnd: firstSampleEnd };
}

/**
 * Gives the pictures decode times that begin at exactly the time of the key frame, end at exactly the end of the
 * run, and never lie after the time at which the picture is shown. Players then see the first picture at the
 * time that `tfdt` says, without an edit list. Negative composition offsets would do the same by the standard,
 * but FFmpeg (5.1, and players built on it) shifts the whole track by the largest one.
 */
export function timePictures(run: PictureRun): WrittenSample[] {
  if (new Set(run.pictures.map(({ time }) => time)).size < run.pictures.length) {
    throw new StreamUnfitError('bad_times', 'Two pictures have the same time');
  }
  const decodeTimes = spreadDecodeTimes(
    run.pictures.map(({ time }) => time),
    run.end,
  );
  return run.pictures.map(({ time, isIdr, data }, n) => {
    const decodeTime = decodeTimes[n] ?? run.start;
    const duration = (decodeTimes[n + 1] ?? run.end) - decodeTime;
    if (duration <= 0) throw new StreamUnfitError('bad_times', 'Pictures are too close together');
    return { duration, compositionOffset: time - decodeTime, isSync: isIdr, data };
  });
}

/**
 * Latest decode times: a picture must be decoded before any picture that is shown at or after it in decode order.
 * Pictures that wait for the same one come closely before it, at most a frame apart: players take the distance
 * for the picture's duration, and one that reached into the next segment would make them drop its key frame.
 */
function spreadDecodeTimes(shownAt: readonly number[], end: number): number[] {
  const deadlines = new Array<number>(shownAt.length);
  let earliest = Infinity;
  for (let n = shownAt.length - 1; n >= 0; n -= 1) {
    earliest = Math.min(earliest, shownAt[n] ?? earliest);
    deadlines[n] = earliest;
  }
  const lastFrame = end - shownAt.reduce((latest, time) => Math.max(latest, time), 0);
  const times: number[] = [];
  let previous = -Infinity;
  while (times.length < deadlines.length) {
    const from = times.length;
    const deadline = deadlines[from] ?? 0;
    let count = 1;
    while (deadlines[from + count] === deadline) count += 1;
    const step = Math.min((deadline - previous) / count, lastFrame);
    for (let left = count - 1; left >= 0; left -= 1) times.push(deadline - Math.floor(step * left));
    previous = deadline;
  }
  return times;
}
