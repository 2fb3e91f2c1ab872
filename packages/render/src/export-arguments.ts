/** What FFmpeg writes each form with. */
const muxers = { gif: 'gif', webp: 'webp', m4a: 'ipod', mp3: 'mp3' } as const;
type ExportFormat = keyof typeof muxers;

/** Animated pictures have so many frames a second, and are no larger than that. */
const animations = {
  gif: { fps: 12, longestPx: 480 },
  webp: { fps: 15, longestPx: 540 },
} as const;

/**
 * FFmpeg's arguments that make another form of a film. The colours of a GIF are chosen for each frame, so that no more than
 * one is held; sound that is AAC already is copied.
 *
 * @param path of the film, an MP4; a name of ours
 */
export function exportArguments(path: string, format: ExportFormat, outputPath: string): string[] {
  return [
    ...['-y', '-protocol_whitelist', 'file', '-f', 'mov', '-i', path],
    ...argumentsOf[format](),
    ...['-threads', '1', '-flags', '+bitexact', '-map_metadata', '-1', '-fflags', '+bitexact'],
    ...['-f', muxers[format], outputPath],
  ];
}

const argumentsOf: Record<ExportFormat, () => string[]> = {
  gif: () => [
    ...['-map', '0:v:0', '-filter_complex_threads', '1', '-vf'],
    `${shrunk('gif')},split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1:dither=bayer:bayer_scale=3`,
    ...['-c:v', 'gif', '-loop', '0'],
  ],
  webp: () => [
    ...['-map', '0:v:0', '-vf', `${shrunk('webp')},format=yuv420p`],
    ...['-c:v', 'libwebp_anim', '-lossless', '0', '-quality', '60', '-compression_level', '2', '-loop', '0'],
  ],
  m4a: () => ['-map', '0:a:0', '-c:a', 'copy', '-movflags', '+faststart'],
  mp3: () => ['-map', '0:a:0', '-c:a', 'libmp3lame', '-b:a', '192k', '-id3v2_version', '0'],
};

/** A picture of even sides within a square, with fewer frames. */
function shrunk(format: keyof typeof animations): string {
  const { fps, longestPx } = animations[format];
  const side = (own: string, other: string) => `'trunc(${own}*min(1,${longestPx}/max(${own},${other}))/2)*2'`;
  return `fps=${fps},scale=${side('iw', 'ih')}:${side('ih', 'iw')}:flags=lanczos:in_color_matrix=bt709:in_range=limited`;
}
