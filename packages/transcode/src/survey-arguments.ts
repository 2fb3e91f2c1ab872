import { surveyedRateHz, surveyedSize } from '@weireel/media';

/**
 * FFmpeg's arguments that hand out what a survey looks at and listens to: small pictures, each frame of them, as raw RGB into
 * `pipe:3`, and the sound as raw float samples of two channels into the next pipe. What is not asked for has no pipe.
 *
 * @param path of an MP4 in one piece, a name of ours
 */
export function surveyArguments(path: string, parts: { hasPicture: boolean; hasSound: boolean }): string[] {
  const { widthPx, heightPx } = surveyedSize;
  const scale = `scale=${widthPx}:${heightPx}:flags=area,format=rgb24`;
  const soundPipe = parts.hasPicture ? 4 : 3;
  const sound = `aresample=${surveyedRateHz}:async=1:first_pts=0,aformat=sample_fmts=flt:channel_layouts=stereo`;
  return [
    ...['-protocol_whitelist', 'file', '-f', 'mov', '-i', path],
    ...(parts.hasPicture
      ? ['-map', '0:v:0', '-vf', scale, '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:3']
      : []),
    ...(parts.hasSound ? ['-map', '0:a:0', '-af', sound, '-f', 'f32le', `pipe:${soundPipe}`] : []),
  ];
}
