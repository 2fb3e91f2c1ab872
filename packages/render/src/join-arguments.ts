import type { Rate } from '@weireel/edit';
import { gainFilters, type MixGain } from './mix-gain.ts';
import { rawSound } from './sound-arguments.ts';

/** Sound that is joined to the picture. */
export interface JoinedSound {
  /** The mix: float samples of two channels; a name of ours. */
  path: string;
  /** How loud it becomes. */
  gain: MixGain;
}

/** The list that `joinArguments` reads: names of ours, in order. */
export function joinList(names: readonly string[]): string {
  return names.map((name) => `file ${name}\n`).join('');
}

/**
 * FFmpeg's arguments that join segments of one format without encoding them again, and give them their sound.
 *
 * @param sound null: there is none
 */
export function joinArguments(
  listPath: string,
  { fps, sound }: { fps: Rate; sound: JoinedSound | null },
  outputPath: string,
): string[] {
  return [
    ...['-y', '-protocol_whitelist', 'file', '-f', 'concat', '-i', listPath],
    ...(sound === null ? [] : rawSound(sound.path)),
    ...['-map', '0:v:0', '-c:v', 'copy', ...steadyFrames(fps)],
    ...(sound === null
      ? []
      : ['-map', '1:a:0', '-c:a', 'aac', '-b:a', '192k', '-af', gainFilters(sound.gain).join(',')]),
    ...['-threads', '1', '-flags', '+bitexact', '-map_metadata', '-1', '-fflags', '+bitexact'],
    ...['-movflags', '+faststart', '-f', 'mp4', outputPath],
  ];
}

/**
 * Options that put each frame of a list back to its place: the list's times are rounded to microseconds.
 *
 * @param parts how many times finer than the rate the times of the output are. Default 1
 */
export function steadyFrames({ num, den }: Rate, parts = 1): string[] {
  const place = (time: string) => `round(${time}/${den})*${den}`;
  const steady = `setts=pts=${place('PTS')}:dts=${place('DTS')}:duration=${den}`;
  return ['-bsf:v', steady, '-video_track_timescale', String(num * parts)];
}
