import type { Rate } from '@weireel/edit';
import { steadyFrames, type JoinedSound } from './join-arguments.ts';
import { gainFilters } from './mix-gain.ts';
import { rawSound } from './sound-arguments.ts';

/** FFmpeg's arguments that encode a mix by itself, to be laid beside pictures again and again. */
export function soundFileArguments({ path, gain }: JoinedSound, outputPath: string): string[] {
  return [
    ...['-y', ...rawSound(path), '-c:a', 'aac', '-b:a', '128k', '-af', gainFilters(gain).join(',')],
    ...['-threads', '1', '-flags', '+bitexact', '-map_metadata', '-1', '-fflags', '+bitexact'],
    ...['-f', 'mp4', outputPath],
  ];
}

/** Ticks of a second at least: between the times of two pictures the packager needs room for those of others. */
const leastTimescale = 90_000;

/**
 * FFmpeg's arguments that join segments of one format, and their sound, without encoding them again, as fragments on a
 * pipe: one for each segment.
 *
 * @param soundPath what `soundFileArguments` wrote; a name of ours. Null: there is no sound
 */
export function fragmentArguments(
  listPath: string,
  { fps, soundPath }: { fps: Rate; soundPath: string | null },
  pipe: number,
): string[] {
  return [
    ...['-y', '-protocol_whitelist', 'file', '-f', 'concat', '-i', listPath],
    ...(soundPath === null ? [] : ['-protocol_whitelist', 'file', '-f', 'mov', '-i', soundPath]),
    ...['-map', '0:v:0', '-c:v', 'copy', ...steadyFrames(fps, Math.ceil(leastTimescale / fps.num))],
    ...(soundPath === null ? [] : ['-map', '1:a:0', '-c:a', 'copy']),
    ...['-threads', '1', '-flags', '+bitexact', '-map_metadata', '-1', '-fflags', '+bitexact'],
    ...['-movflags', '+frag_keyframe+empty_moov+delay_moov+default_base_moof', '-movie_timescale', '90000'],
    ...['-f', 'mp4', `pipe:${pipe}`],
  ];
}

/**
 * FFmpeg's arguments that take one picture of a segment as JPEG.
 *
 * @param frame which one, from 0
 */
export function stillArguments(segmentPath: string, frame: number, outputPath: string): string[] {
  return [
    ...['-y', '-protocol_whitelist', 'file', '-f', 'mov', '-i', segmentPath, '-an', '-frames:v', '1'],
    '-vf',
    [
      `select='eq(n,${frame})'`,
      'scale=in_color_matrix=bt709:in_range=limited:out_color_matrix=bt601:out_range=full',
      'format=yuvj420p',
    ].join(','),
    ...['-fps_mode', 'passthrough', '-map_metadata', '-1', '-c:v', 'mjpeg', '-q:v', '2'],
    ...['-flags', '+bitexact', '-f', 'mjpeg', outputPath],
  ];
}
