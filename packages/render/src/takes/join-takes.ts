import { rawSound, sampleRate } from '../sound-arguments.ts';

/** A take's picture in a file of ours. */
export interface TakeFile {
  /** A name of ours. */
  path: string;
  /** When its first picture is shown in the film, in microseconds. */
  shownUs: number;
}

/** What a film is joined of. */
export interface JoinedFilm {
  /** The pictures, in order. */
  takes: readonly TakeFile[];
  /** How long it is, in microseconds. */
  endUs: number;
  /**
   * Whether all pictures have the same codec configuration, which then stands in the header; else each key picture
   * carries its own (`avc3`).
   */
  isUniform: boolean;
  /** Raw samples of the whole, a name of ours; null: there are none. */
  sound: string | null;
}

/** How takes are joined. */
export interface JoinRun {
  /** FFmpeg's arguments. */
  args: string[];
  /** What stands in the list that they name. */
  list: string;
}

/** Where takes lie in the film, to the microsecond, and how long their sound is: no rounding adds up. */
export function placeTakes(
  lengthsMs: readonly number[],
): { startUs: number; endUs: number; samples: number }[] {
  let endMs = 0;
  return lengthsMs.map((lengthMs) => {
    const startUs = Math.round(endMs * 1000);
    endMs += lengthMs;
    const endUs = Math.round(endMs * 1000);
    return { startUs, endUs, samples: sampleAt(endUs) - sampleAt(startUs) };
  });
}

function sampleAt(timeUs: number): number {
  return Math.round((timeUs * sampleRate) / 1_000_000);
}

/** Pictures of one take may be decoded before those shown last of the one before: nothing is written before what was. */
const risingTimes = "setts=pts=PTS:dts='if(eq(PREV_OUTDTS,NOPTS),DTS,max(DTS,PREV_OUTDTS+1))'";

/**
 * How takes are joined without touching their pictures, and the sound of all is encoded once: a plain copy of the sound
 * would leave a gap at each seam.
 *
 * @param listPath where the list is that comes with the arguments; a name of ours
 */
export function joinTakesRun(film: JoinedFilm, listPath: string, outputPath: string): JoinRun {
  const { takes, endUs, isUniform, sound } = film;
  const beginUs = takes[0]?.shownUs ?? 0;
  const args = [
    ...(beginUs === 0 ? [] : ['-itsoffset', `${beginUs}us`]),
    ...['-protocol_whitelist', 'file', '-f', 'concat'],
    // By itself the demuxer makes each configuration a part of the stream.
    ...['-auto_convert', isUniform ? '0' : '1', '-i', listPath],
    ...(sound === null ? [] : rawSound(sound)),
    ...['-map', '0:v:0', '-c:v', 'copy', '-tag:v', isUniform ? 'avc1' : 'avc3', '-bsf:v', risingTimes],
    ...['-video_track_timescale', '90000'],
    ...(sound === null ? [] : ['-map', '1:a:0', '-c:a', 'aac', '-b:a', '192k']),
    ...['-map_metadata', '-1', '-movflags', '+faststart', '-f', 'mp4', '-y', `file:${outputPath}`],
  ];
  return { args, list: takesList(takes, endUs) };
}

/** Each file counts from its first picture. */
function takesList(takes: readonly TakeFile[], endUs: number): string {
  return takes
    .map(({ path, shownUs }, index) => {
      const nextUs = takes[index + 1]?.shownUs ?? endUs;
      return `file ${path}\nduration ${nextUs - shownUs}us\n`;
    })
    .join('');
}
