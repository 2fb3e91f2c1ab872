import type { ClockShift } from '@weireel/media';
import { inputArguments, type MediaInput } from './arguments.ts';

/** What is taken of a source whose clock or streams FFmpeg would misunderstand, and how its times are moved. */
export interface Straightening {
  /** Index of the picture's stream. */
  video: number;
  /** Index of the sound's; null without. */
  audio: number | null;
  /** By stream index: from which packet on how far. Streams that are not named keep their times. */
  shifts: ReadonlyMap<number, readonly ClockShift[]>;
}

/**
 * Copies picture and sound of a source to a file with one clock that goes on, and a header that names both. Times are
 * moved packet by packet, as nothing but a packet's place tells which clock it goes by.
 */
export function straightenArguments(
  input: MediaInput,
  { video, audio, shifts }: Straightening,
  outputPath: string,
): string[] {
  return [
    // Missing presentation times are worked out; all others stay as they are.
    ...['-copyts', '-fflags', '+genpts', ...inputArguments(input)],
    ...['-map', `0:${video}`, ...(audio === null ? [] : ['-map', `0:${audio}`])],
    ...['-c', 'copy', '-copyinkf', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...shiftFilter('v', shifts.get(video)),
    ...(audio === null ? [] : shiftFilter('a', shifts.get(audio))),
    ...[
      '-muxdelay',
      '0',
      '-muxpreload',
      '0',
      '-f',
      straightFormat(input, shifts),
      '-y',
      `file:${outputPath}`,
    ],
  ];
}

/**
 * FFmpeg's name of the container that a source is put straight into. Before version 7 the filter that moves times
 * counts in the ticks of the source, and what it is given is in those of the output: they have to be the same.
 */
export function straightFormat(
  { demuxer }: MediaInput,
  shifts: Straightening['shifts'],
): 'mov' | 'mpegts' | 'matroska' {
  // MOV keeps how the picture is turned, too.
  if (demuxer === 'mov') return 'mov';
  return demuxer === 'mpegts' && shifts.size > 0 ? 'mpegts' : 'matroska';
}

function shiftFilter(kind: 'v' | 'a', shifts: readonly ClockShift[] = []): string[] {
  if (shifts.length === 0) return [];
  const steps = shifts.map(({ fromPacket, shiftMs }, n) => {
    const step = shiftMs - (shifts[n - 1]?.shiftMs ?? 0);
    return `gte(N,${fromPacket})*(${(step / 1000).toFixed(6)})`;
  });
  const sum = `(${steps.join('+')})/TB`;
  const moved = (time: string) => `'if(eq(${time},NOPTS),NOPTS,${time}+${sum})'`;
  return [`-bsf:${kind}`, `setts=pts=${moved('PTS')}:dts=${moved('DTS')}`];
}
